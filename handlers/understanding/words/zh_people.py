"""Chinese words of people, orders and diets."""

PEOPLE_WORDS = """
GUIDE: 导游 翻译 地陪
LEADER: 领队 团长 负责人 带队
OFFICE: 办公室 主办方 运营办公室 旅行社 主办单位 事务局
SPEAKER: 讲师 演讲人 教授 主讲人 老师 主讲 嘉宾
PEOPLE: 参加者 成员 团员 大家 其他人 人员 人
ME: 我 我的 我们 咱们 我们的 俺
MYNAME: 我叫什么 我的名字
MYDATA: 我的信息 个人信息 我的资料
MYGROUP: 哪个组 我在哪组 在哪组 几号车 哪辆车 哪辆 哪组 第几组 几组 哪一组 哪个车 几车 哪台车
HUMAN: 人工 人工客服 客服 工作人员 真人 找人 找个人
CONNECT: 问 问一下 帮我问 转告 联系
HELP: 帮助 你会什么 你能做什么 怎么用 使用方法 功能 你可以做什么 能做什么 能帮我做什么 帮忙
LANGUAGE: 语言 英文 英语 韩语 韩文 中文 说中文 说英语 汉语 用中文 用英语 用韩语
ON: 打开 开启
REMIND: 提醒 通知设置 提醒设置 闹钟
OFF: 关闭 关掉 取消提醒 不要提醒 关
FEE: 参团费 参加费 团费 报名费
TOURDATES: 行程日期
APPLY: 怎么报名 如何报名 申请方法 报名方法 如何申请 怎么申请
JOIN: 加入
"""

ORDER_WORDS = """
LATE: 迟到 晚到 会晚 要晚 晚一点 来晚 迟 赶不上 晚到一会
WAIT: 等我 等我一下 等等我
HERE: 我到了 到了 我来了 上车了 已到 已经到了 签到 我上车了 已上车
ABSENT: 不去 不来 来不了 去不了 不参加 缺席 不去了 不能去 参加不了 不能参加 不参加了
DELAY: 推迟 延迟 延后 延期 晚点 往后推 推后 延误
ADVANCE: 提前 提早
CHANGE: 改 改到 改成 改为 变更 更改 调整 换到 换成 变 改变 变动 变化
CANCEL: 取消 取消了 不搞了 删除
UNDO: 撤销 恢复 还原 撤回 撤销修改 恢复原状 撤销刚才 撤销上次 恢复原来
NOTICE: 发送通知 通知 公告 告诉大家 通知大家 广播 发通知 告知 转告 群发 告诉 发布通知
EVERYONE: 大家 所有人 全体 全员 全体人员
ROLLCALL: 点名 签到 清点人数 点到
OPEN: 开始 发起 启动 打开
CLOSE: 结束 关闭 停止 截止
STATUS: 情况 状态 进度 现状 怎么样了 结果
MISSING: 没到 没来 未到 缺 没上车 还没来 还没到 未上车 没有到 没有来 缺席的 少谁 差谁 没签到 谁没 没回来
PRESENT: 到了 已到 上车 上了车 来了 在车上 到场
STATE_LATE: 迟到的
STATE_ABSENT: 缺席者 缺席的人
STATE_EXCUSED: 请假 请假的
LIST: 名单 名册 列表 名字
EXPORT: 导出 表格 excel 下载 文件
CALENDAR: 日历 日历文件 手机日历 谷歌日历 苹果日历 添加到日历 加到日历 加入日历 加进日历 导入日历 导出到日历
  存到日历 同步到日历 添加到手机日历 加到手机日历 添加到我的日历 ics
AS_OF: 截至 为准
COMPANY: 公司 各公司
"""

DIET_WORDS = """
DIET=vegetarian: 素食 吃素 素食者 素
DIET=halal: 清真 穆斯林
DIET=allergy: 过敏
DIETWORD: 饮食 忌口 饮食要求 特殊餐
"""
