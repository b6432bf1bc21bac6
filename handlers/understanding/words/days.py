"""Words for days and hours in three languages; what follows `=` is read by `tour_days`.

DAY is counted from today, TOURDAY from the first day of the tour (-1 is the last), WEEKDAY from Monday = 0.
"""

DAY_WORDS = """
DAY=0: 오늘 금일 오늘날짜 today 今天 今日 今儿 tonight 今晚 今早 오늘밤
DAY=1: 내일 낼 명일 익일 다음날 tomorrow tmr tmrw tomorow 明天 明日 明儿 明晚 明早 next_day the_next_day 第二天早上
  이튿날
DAY=2: 모레 내일모레 낼모레 day_after_tomorrow the_day_after_tomorrow 后天 글피전날
DAY=3: 글피 大后天
DAY=-1: 어제 어저께 엊저녁 어젯밤 전날 yesterday 昨天 昨日 昨晚 last_night
DAY=-2: 그제 그저께 엊그제 엊그저께 day_before_yesterday the_day_before_yesterday 前天
TOURDAY=1: 첫날 첫째날 첫번째날 일일차 하루차 출발일 출국일 출발하는날 출국하는날 투어첫날 first_day the_first_day
  first_day_of_the_tour day_one 1st_day opening_day 第一天 首日 头一天 首天
TOURDAY=2: 둘째날 둘쨋날 둘쨰날 두번째날 두째날 이틀째 이일차 이튿째날 투어둘째날 second_day the_second_day day_two
  2nd_day 第二天 次日
TOURDAY=3: 셋째날 셋쨋날 세번째날 세째날 사흘째 삼일차 삼일째 third_day the_third_day day_three 3rd_day 第三天
TOURDAY=4: 넷째날 네번째날 나흘째 사일차 사일째 fourth_day the_fourth_day day_four 4th_day 第四天
TOURDAY=5: 다섯째날 다섯번째날 닷새째 오일차 오일째 fifth_day the_fifth_day day_five 5th_day 第五天
TOURDAY=6: 여섯째날 여섯번째날 엿새째 육일차 sixth_day the_sixth_day day_six 6th_day 第六天
TOURDAY=7: 일곱째날 일곱번째날 이레째 칠일차 seventh_day the_seventh_day day_seven 7th_day 第七天
TOURDAY=8: 여덟째날 여덟번째날 팔일차 eighth_day day_eight 第八天
TOURDAY=-1: 마지막날 마지막일 막날 끝날 귀국일 귀국하는날 돌아가는날 돌아오는날 최종일 집에가는날 last_day
  the_last_day final_day the_final_day 最后一天 最后1天 末日那天 回国那天 回国当天 回程那天
TOURDAY=-2: 마지막전날 귀국전날 마지막날전날 마지막하루전 second_to_last_day 倒数第二天
BEFORE_TOUR=1: 출발전날 출국전날
WEEKDAY=0: 월욜 월요일 monday mon 星期一 周一 礼拜一
WEEKDAY=1: 화욜 화요일 tuesday tue tues 星期二 周二 礼拜二
WEEKDAY=2: 수욜 수요일 wednesday wed 星期三 周三 礼拜三
WEEKDAY=3: 목욜 목요일 thursday thu thurs 星期四 周四 礼拜四
WEEKDAY=4: 금욜 금요일 friday fri 星期五 周五 礼拜五
WEEKDAY=5: 토욜 토요일 주말 이번주말 금주말 saturday sat weekend the_weekend this_weekend 星期六 周六 礼拜六 周末
WEEKDAY=6: 일욜 일요일 주일 이번주일 sunday 星期日 星期天 周日 礼拜天
WEEK=0: 이번주 금주 이번 this_week this 这周 本周 这个星期 本星期
WEEK=1: 다음주 담주 오는주 차주 다음주에 next_week 下周 下个星期 下星期
WEEK=-1: 지난주 저번주 지난 저번 last_week 上周 上个星期
WEEKSPAN: 이번주 금주 이번주전체 다음주 담주 지난주 this_week next_week last_week 这周 本周 下周
DATEWORD: 기간 dates 날 날짜 요일 일자 날에 날은 며칠날 date day 日期 日子 天 号
WHICHDAY: 며칠 몇일 며칠날 며칟날 무슨요일 무슨날 몇월 몇월며칠 언제언제 날짜 요일 what_date which_date what_day
  which_day 几号 几月几号 星期几 周几 哪天 哪一天
TOURSPAN: 며칠부터 몇일부터 며칠부터며칠까지 몇일부터몇일까지 언제부터언제까지 언제언제 from_when_to_when 几号到几号
  从几号到几号
HOLIDAY=01-01: 신정 새해첫날 new_years_day 元旦
HOLIDAY=03-01: 삼일절
HOLIDAY=05-05: 어린이날
HOLIDAY=06-06: 현충일
HOLIDAY=07-17: 제헌절
HOLIDAY=08-15: 광복절
HOLIDAY=10-03: 개천절
HOLIDAY=10-09: 한글날
HOLIDAY=12-24: 크리스마스이브 성탄전야 christmas_eve 平安夜
HOLIDAY=12-25: 크리스마스 성탄절 christmas 圣诞节
NOON=12:00: 정오 noon 正午 中午 中午十二点
NOON=00:00: 자정 midnight 午夜 零点
"""
