"""Chinese words of everyday needs on a tour."""

DAILY_WORDS = """
EAT: 吃 吃饭 用餐 餐 菜单 餐厅 饭 菜 吃什么 饭店 餐馆 饭馆 吃的 就餐 管饭 包饭 含餐 伙食
EATERY: 餐厅 饭店 餐馆 饭馆
BREAKFAST: 早餐 早饭 早点
LUNCH: 午餐 午饭 中饭 中餐 午饭后 午餐后 中午吃 中午饭 中午在哪吃 午间用餐
DINNER: 晚餐 晚饭 晚宴 宴会 欢迎晚宴 晚饭后 晚餐后
MORNING: 今早 明早 早上 上午 早晨 清晨 早
AFTERNOON: 下午
EVENING: 今晚 明晚 晚上 晚间 傍晚 夜里 夜晚 晚
DAWN: 凌晨
HOTEL: 酒店 宾馆 住宿 住 旅馆 旅店
AMENITY=pool: 游泳池 泳池
AMENITY=gym: 健身房
AMENITY=sauna: 桑拿
AMENITY=laundry: 洗衣
AMENITY=parking: 停车场 停车
AMENITY=safe: 保险箱
AMENITY: 吹风机
ROOM: 房间 房号 房间号 客房 几号房
ROOMSIGN: 房号 房间号 几号房
ROOMMATE: 室友 同屋 同住
WIFI: 无线网 上网 网络 wifi 无线 无线网络 网
PASSWORD: 密码
CHECKIN: 入住 办理入住
CHECKOUT: 退房 退房时间
BUS: 巴士 大巴 车 车辆 大巴车 班车 公交
PLATE: 车牌 车牌号 车牌号码
SEAT: 名额 空位 位子 座位 座位号
FLIGHT: 飞机 航班 班机 回程航班 返程航班 机票
HOMEWARD: 回程 返程 回国 回家 回去 回韩国 回程航班 返程航班 回来的
OUTWARD: 去程 去程航班 出发航班 来的航班
FLIGHTNO: 航班号
TRAIN: 夜车 火车站 火车 高铁 列车 动车
TRAFFIC: 堵车 塞车 堵 路况
SUBWAY: 地铁
TAXI: 出租车 打车 司机 的士 滴滴
AIRPORT: 机场
TERMINAL: 航站楼 登机口
LUGGAGE: 行李 箱子 拉杆箱 行李箱 大件行李 寄存 寄存行李
"""

PRACTICAL_WORDS = """
MONEY: 钱 现金 换钱 支付宝 微信支付 货币 人民币 信用卡 付款 支付 兑换 刷卡 外币 欧元 美元 日元 韩元 韩币 英镑 零钱
  硬币 移动支付 银联 取现 取款 付钱 付 扫码 扫码支付 现钞 日币 台币 新台币 港币 银行卡 现金支付
ATM: 取款机 自动取款机 提款机
RATE: 汇率 换人民币多少 兑多少 折合多少
TIP: 小费
POWER: 电压 插座 充电 插头 转换器 转换插头 充电器 电源 几孔 三孔 两孔 两脚 三脚 充电线 充电宝
CONNECTIVITY: 漫游与上网 漫游 电话卡 流量 翻墙 上网卡 微信
APPUSE: 能用 用 能上 可以用 能打开 打不开 上不去 连不上 登不上 登录不了
BUY: 买
APP: 谷歌 谷歌地图
WEATHER: 天气 下雨 冷 热 温度 气温 雨伞 下雪 天气预报 伞 带伞
TIMEDIFF: 时差 差几个小时 差几小时 差多少小时 差几个钟头 相差几个小时 相差几小时 差多久
CLOCK: 现在几点 几点了 当地时间 现在时间 现在是几点 现在几点了
HOMELAND: 韩国
HOMETIME: 韩国时间 首尔时间 用韩国时间 按韩国时间
TIPS: 旅行须知 旅行提示
VISA: 签证 入境 海关
PASSPORT: 护照
INSURANCE: 旅游保险 旅行保险 保险
MEDICINE: 药 药店
WATER: 水 饮用水 咖啡
TOILET: 厕所 洗手间 卫生间
SMOKING: 抽烟 吸烟
SHOPPING: 购物 纪念品 买 免税店
ERRAND: 中餐馆 中餐厅
EMERGENCY: 紧急 受伤 受伤了 救护车 报警 警察 医院 晕倒 被偷 被抢 大使馆 领事馆 迷路 迷路了 急救 事故 出事 出事了 走丢
  走丢了 流血 生病 不舒服 肚子疼 发烧 紧急情况 救命 急诊 着火 110 120 骨折 受了伤 摔伤 摔倒了 中暑 呕吐 吐了 头晕 胸闷
  呼吸困难 喘不过气 喘不上气 胸痛 过敏反应 抽搐 救人 打120 叫救护车 打110 被骗 钱包被偷 手机被偷 食物中毒 找不到你们
  找不到大家 找不到队伍 跟丢了 跟丢 掉队 求助 求救
  掉队了 走散 走散了 落下了 被落下 没赶上车 错过车 车走了 车开走了 出车祸 车祸 昏迷 过敏发作 报警电话
LOST: 丢了 丢失 弄丢 不见了 找不到了 找不着了 遗失 掉了 弄丢了 忘在
VALUABLE: 钱包 身份证
"""
