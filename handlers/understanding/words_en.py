"""English words of a tour's questions: `CONCEPT: form form …`, an underscore for each space."""

QUESTION_WORDS = """
WHEN: when whens what_time whats_the_time_of at_what_time what_hour how_late how_early until_when what_day which_day
  what_date till_when by_when since_when
TIME: time times timing hour hours timetable
NOUNPLACE: location place
WHERE: where wheres location place which_place whereabouts how_do_i_get_to how_do_we_get_to how_to_get_to
  how_can_i_get_to way_to directions directions_to how_do_i_find how_do_i_get
WHAT: what whats which what_kind what_is what_are
WHO: who whos whom who_is
COUNT: how_many how_many_people how_many_persons number_of_people headcount how_many_of_us how_many_participants
  total_number how_many_are how_many_in
PRICE: how_much price cost costs how_much_is how_expensive
NIGHTS: how_many_days how_many_nights
DURATION: how_long how_far how_many_hours how_many_minutes duration long_is how_long_is how_long_does take takes lasts
  last_for
HOW: how hows how_is how_about
WHY: why
YESNO: is are do does can could may should will am was did were would has have is_there are_there do_we is_it can_i
  can_we may_i should_i should_we do_i must need_to have_to am_i allowed permitted ok_to okay_to possible available
  any
"""

AGENDA_WORDS = """
AGENDA: activity activities schedule schedules agenda itinerary plan plans programme_of program_of on_the_agenda
  whats_on whats_happening whats_planned planned going_on whats_going_on happening whats_the_plan doing we_doing
TOUR: whole_schedule entire_schedule full_schedule whole_itinerary full_itinerary entire_itinerary complete_schedule
  whole_trip entire_trip whole_tour entire_tour tour trip full_programme full_program whole_programme all_days
  overall_schedule delegation
ALL: all everything whole entire full complete total overall
HEREWORD: here this_place
NOW: now right_now currently at_the_moment current present_moment
NEXT: next after_this after_that afterwards then_what whats_next following coming_up up_next what_comes_next
  comes_next upcoming whats_after next_up
NEXT2: after_next the_one_after_next next_after_next one_after_that the_one_after_that the_stop_after_next
LATER: later in_a_while
JUST: just_now earlier just previous
FIRST: first earliest first_thing
FINAL: last final latest
REST: remaining left rest_of_the rest
AFTERWARD: after after_lunch after_dinner after_breakfast
START: start starts begin begins starting beginning open opens
END: end ends finish finishes over finished done
MUST: mandatory compulsory obligatory optional
RIDE: ride take_the catch
DEPART: leave leaves depart departs departure leaving set_off head_out board boarding departing go_out take_off
  takes_off head_off start_from move_out
ARRIVE: arrive arrives arrival arriving get_back return returns land lands go_home back_home get_home reach be_there
  get_there fly_home home fly_back come_back head_home
GO: go going visit visiting visits get travel head heading see see_the drive walk reach getting
LAST_GO: went visited
WAKE: wake_up get_up wake wake_up_call
DO: do doing happens have take_place
GATHER: meet gather gathering assemble assembly meeting_point meeting_place meeting_time muster gather_at meet_up
  meetup meeting_spot meetingpoint get_picked_up pick_up pickup picked_up where_to_meet gathering_point gathering_time
  assembly_point gathering_place meet_at
PLACE: lobby parking_lot reception front_desk front_gate main_gate place spot point floor entrance gate exit
"""

STOP_WORDS = """
BRING: bring to_bring need needs needed carry should_i_bring pack take_with need_to_bring required bring_along
  what_should_i_prepare prepare_for what_to_bring take_along have_with_me with_me
ITEM: business_card business_cards name_card driving_licence
DRESS: wear dress dress_code clothes outfit attire clothing suit tie shoes jeans casual shorts formal
PHOTO: pics pic snap snaps photo photos picture pictures photograph photography film filming camera take_photos
  take_pictures photographs selfie video record
RULES: rules rule prohibited forbidden not_allowed regulations restrictions
ABOUT: about tell_me_about tell_me_more information info introduce introduction describe description explain
  learn_about details famous history know_about what_do_they_do special interesting known_for known
AREA: area size how_big how_large big large
APPROVED: approved approval
FOUNDED: founded built established opened made
HOURS: opening_hours business_hours
TICKET: ticket tickets admission entrance_fee
ADDRESS: address addresses
MAP: map maps navigation coordinates
PHONE: phone phone_number call contact number telephone mobile tel contact_number contacts reach_out contact_details
  cell
URL: website homepage link url web_page
SIGNUP: sign_up signup sign_me_up register registration enroll enrol join_the take_part participate signed_up
  put_me_down sign_us_up count_me_in
"""

DAILY_WORDS = """
EAT: eat eating food meal meals menu dine dining restaurant served for_food to_eat eaten dish
BREAKFAST: breakfast brekkie
LUNCH: lunch lunchtime luncheon
DINNER: dinner supper banquet evening_meal
MORNING: morning am this_morning
AFTERNOON: afternoon this_afternoon pm
EVENING: tonight evening night this_evening
HOTEL: hotel hotels accommodation lodging stay staying our_hotel where_we_stay where_do_we_sleep
AMENITY=pool: pool swimming_pool
AMENITY=gym: gym fitness
AMENITY=sauna: sauna
AMENITY=laundry: laundry
AMENITY=minibar: minibar
AMENITY=room_service: room_service
AMENITY=safe: safe
AMENITY=parking: parking
AMENITY: iron hair_dryer
ROOM: room rooms room_number my_room room_no which_room room_assignment
ROOMMATE: roommate room_mate
WIFI: wifi wi_fi internet wlan wi_fi_password wifi_password
PASSWORD: password passcode pw
CHECKIN: check_in checkin checking_in
CHECKOUT: check_out checkout checking_out
BUS: bus buses coach vehicle shuttle
PLATE: plate plate_number licence_plate license_plate number_plate registration_number
SEAT: seat seats seat_number
FLIGHT: flight flights plane airplane our_flight fly return_flight flight_home flight_back flight_time aeroplane
FLIGHTNO: flight_number flight_no flight_code
TRAIN: train trains train_station night_train high_speed_train railway
SUBWAY: subway metro underground
TAXI: taxi cab uber driver didi taxi_driver
AIRPORT: airport
TERMINAL: terminal
LUGGAGE: luggage bags baggage suitcase suitcases bag
"""

PEOPLE_WORDS = """
GUIDE: guide local_guide tour_guide interpreter guides
LEADER: leader tour_leader team_leader in_charge group_leader person_in_charge
OFFICE: office tour_office organiser organizer organisers organizers secretariat
SPEAKER: speaker lecturer professor presenter giving_the_lecture gives_the_lecture who_speaks speaking lecturing
  speakers giving teaching presenting gives giving_the_talk
PEOPLE: participants attendees people delegates members other_participants with_us coming fellow passengers
  everyone_coming
ME: i me my mine we us our im ive ours
MYNAME: my_name who_am_i
MYDATA: my_data my_details my_information my_info my_personal_data personal_data stored_about_me
MYGROUP: which_bus what_bus my_bus my_group which_group what_group my_team which_team which_bus_am_i which_coach
  bus_am_i
HUMAN: human real_person talk_to_someone speak_to_someone talk_to_a_person speak_to_a_person operator talk_to_a_human
  speak_to_a_human a_person staff_member someone_from speak_with talk_to_staff a_human talk_with_staff speak_to_staff
  contact_staff talk_to speak_to ask_staff ask_a_human staff
CONNECT: ask tell contact
HELP: help what_can_you_do what_can_you how_do_you_work how_does_this_work commands what_do_you_do how_do_i_use usage
  instructions what_can_i_ask how_can_you_help
LANGUAGE: language english korean chinese in_english in_korean in_chinese speak_english english_please korean_please
  chinese_please mandarin
REMIND: reminder reminders notification notifications alert alerts alarm remind remind_me notify notify_me
OFF: turn_off off mute disable stop no_more
ON: turn_on enable unmute
FEE: fee participation_fee tour_price tour_fee price_of_the_tour cost_of_the_tour
TOURDATES: tour_dates
APPLY: apply application how_to_apply how_do_i_apply how_do_i_join applying how_can_i_join
JOIN: join joining
"""

PRACTICAL_WORDS = """
MONEY: money cash currency exchange pay payment alipay wechat_pay wechat credit_card card yuan cards credit_cards
  dollars euros atm change_money exchange_money
TIP: tip tipping tips
POWER: power plug socket voltage adapter adaptor charger outlet electricity sockets plugs outlets charge
CONNECTIVITY: roaming_work does_roaming_work sim_work roaming sim sim_card esim mobile_data data_roaming vpn kakaotalk
  telegram whatsapp
APPUSE: use using access blocked work_here work_there
BUY: buy get
APP: openai open_ai gpt google instagram youtube facebook
WEATHER: weather rain raining cold hot temperature umbrella forecast snow sunny warm
TIMEDIFF: time_difference time_zone timezone jet_lag hours_ahead hours_behind time_zones
CLOCK: what_time_is_it current_time local_time time_now whats_the_time time_is_it what_time_is_it_now the_time_now
HOMELAND: korea home_country
HOMETIME: korean_time korea_time seoul_time in_korean_time home_time in_korea time_in_korea back_home_time kst
TIPS: travel_tips travel_info useful_tips
VISA: visa immigration customs duty_free
PASSPORT: passport passports
MEDICINE: medicine pharmacy drugstore vaccine insurance
WATER: water drinking_water tap_water coffee
TOILET: toilet restroom bathroom toilets restrooms washroom
SMOKING: smoke smoking cigarette
SHOPPING: shopping souvenirs souvenir shop
EMERGENCY: missed_the_bus missed_my_flight missed_the_train missed_the_flight emergency hospital ambulance police hurt
  injured accident fainted unconscious stolen robbed robbery embassy consulate bleeding im_lost lost_my_way i_am_lost
  got_lost call_the_police doctor sick chest_pain broke_my very_ill collapsed heart_attack fire were_lost pickpocketed
  emergency_number emergency_contact urgent_help
LOST: lost missing_my left_my forgot_my
VALUABLE: wallet handbag purse
"""

ORDER_WORDS = """
LATE: running late running_late be_late delayed_myself running_behind minutes_late min_late mins_late ill_be_late
WAIT: wait wait_for_me
IMAT: im_in im_at i_am_in i_am_at were_in were_at
HERE: im_here i_am_here i_arrived ive_arrived we_arrived on_the_bus im_on_the_bus on_board im_on_board made_it
  weve_arrived i_have_arrived
ABSENT: cant_come cant_make_it not_coming wont_come cannot_come cant_join not_going skip wont_make_it sit_out
  wont_join not_joining absent wont_be_coming cannot_make_it opt_out cannot_attend cant_attend wont_attend sitting_out
DELAY: delay delayed postpone postponed push_back pushed_back push later_by delaying
ADVANCE: bring_forward move_up earlier_by earlier move_forward
CHANGE: change changed move moved reschedule rescheduled shift switch update updated changes
CANCEL: cancel cancelled canceled call_off called_off drop remove scrap
UNDO: undo revert roll_back undo_that restore take_back_the_change undo_the_last_change undo_last_change reverse_that
NOTICE: announce announcement tell_everyone notify_everyone broadcast message_everyone inform_everyone
  let_everyone_know send_to_all tell_all tell_the_group notify_all send_a_notice inform tell notify let send_a_message
  send_message
EVERYONE: everyone everybody all_participants all_of_them the_group
ROLLCALL: roll_call rollcall attendance attendance_check take_attendance check_attendance head_count_check
  call_the_roll
OPEN: start open begin launch take do
CLOSE: close finish end stop complete wrap_up
STATUS: status progress how_is results result so_far state
MISSING: missing not_here not_arrived absent_people who_is_missing not_on_the_bus hasnt_arrived havent_arrived
  not_boarded unaccounted hasnt_boarded havent_boarded not_yet_arrived not_checked_in havent_checked_in still_missing
  not_back isnt_here arent_here whos_missing yet_to_arrive not_on_board isnt_on_board not_present hasnt_checked_in
  still_to_come
PRESENT: on_board aboard present arrived here boarded checked_in on_the_bus got_on
STATE_LATE: running_late late_people are_late is_late
STATE_ABSENT: absentees absentee is_absent are_absent
STATE_EXCUSED: excused
SOMELIST: list lists names list_of
LIST: participant_list list_of_participants members_list list_of_names names_of_participants list_of_members name_list
  roster
EXPORT: excel spreadsheet export download csv xlsx as_a_file file
AS_OF: as_of
COMPANY: company by_company
"""

DIET_WORDS = """
DIET=vegetarian: vegetarian vegetarians vegan vegans veggie
DIET=halal: halal muslim
DIET=allergy: allergy allergies allergic
DIETWORD: dietary diet diets special_meal special_meals dietary_requirements dietary_needs
KIND=lecture: lecture lectures talk seminar class talks presentation seminars keynote
KIND=visit: company_visit company_visits site_visit site_visits factory_visit visits
KIND=activity: hands_on
KIND=free: free_time leisure_time free
KIND=transfer: transfer transfers
EVENT: conference meeting appointment party concert interview meetings wedding match game event reception workshop
"""

TALK_WORDS = """
REQUEST: tell_me show show_me give_me tell know let_me_know i_want_to_know want_to_know can_you_tell_me
  could_you_tell_me check find find_out remind_me_what give i_need_to_know do_you_know any_idea id_like_to_know
  wondering i_wonder question ask send_me
GLUE: after back be_in be_at be_back ready early for_us planned_for the a an to of in on at for by with from and or
  but so please pls it its that this these those there be been being as if then also just into out up down off again
  ok well yes exactly thing things one ones some any much many more most like get got want would like_to id could ll s
  t re ve not no dont doesnt isnt arent wont cant during before until till between within per each every other another
  through next_to beside inside want_to would_like id_like im_wondering hey hi excuse_me sorry quick actually really
  roughly approximately still already yet too very only both same which_one does_it is_it are_we we_are will_we do_we
  when_do what_do where_do use put need_a supposed supposed_to expected kind sort way us them they he she his her him
  you your yours ill be_able able able_to hi_there and_also as_well than going_to gonna wanna lets serve served serves
  day_trip ours own should_be make_sure im_not_sure youre weve theyre thats heres theres having had getting_to take_us
  leave_for using_the say says said speak keep look looking go_there come comes
NEARBY: near nearby around recommend recommendation recommendations suggest close_by in_the_area
DEIXIS: there it that this that_place this_place here that_one this_one them its
EXCEPT: except not_the other_than instead_of besides apart_from
OTHER_ONE: another_one the_other_one other_one
"""

MANNER_WORDS = """
GREETING: hello hi hey good_morning good_evening good_afternoon good_night howdy greetings bye goodbye see_you yo hiya
  nice_to_meet_you whats_up how_are_you how_are_you_doing how_are_you_today
THANKS: thanks thank_you thx ty appreciate cheers great awesome perfect nice good_job well_done you_are_great amazing
  love_you i_love_you brilliant youre_great good_bot cool thank so_much excellent wonderful
APOLOGY: sorry my_bad apologies
OKAY: ok okay yes yep yeah sure got_it alright understood fine yup noted
NO: no nope nah no_thanks not_really
HUNGRY: hungry starving im_hungry
COMPLAINT: terrible awful annoying annoyed bad worst disappointed disappointing useless_bot tired bored boring
  exhausted sleepy frustrated frustrating slow unhappy sad angry complain complaint im_tired im_bored delicious fun
  happy excited thirsty feet_hurt wrong
INSULT: stupid idiot dumb moron useless fuck fucking shit bitch asshole shut_up damn bastard crap suck sucks bloody
  loser jerk wtf hate_you i_hate_you
SMALLTALK: joke tell_me_a_joke sing your_name who_are_you whats_your_name are_you_human are_you_a_robot are_you_real
  are_you_a_bot robot how_old_are_you your_favorite your_favourite do_you_love meaning_of_life poem story married
  girlfriend boyfriend artificial_intelligence chatgpt do_you_sleep who_made_you who_created_you are_you_an_ai
INJECT: ignore_previous ignore_all_previous ignore_the_previous ignore_your_instructions ignore_all_instructions
  ignore_your previous_instructions system_prompt developer_mode jailbreak you_are_now_a forget_your_instructions
  disregard pretend_you_are pretend_to_be act_as your_instructions your_prompt ignore_the_instructions
  ignore_the_above override ignore_all ignore_everything reveal_your new_instructions your_rules from_now_on_you
  admin_mode forget_everything
"""
