/**
 * Words for the same thing, a group a line: those without which questions over knowledge bases that were written after them find less
 * (tests/search/ask/groups.test.ts), and what people call the documents that the contract asks for by longer names.
 */
export const GROUPS = `
起不来 启动不了 无法启动 启动失败 不能启动 开不了机 无法开机 开不起来 打不着 点不着 发动不了
升级 更新 update upgrade 升版
远程 远程桌面 远程登录 远程连接 远程控制
账号 帐号 账户 帐户 用户名 account 用户账号
密码 口令 password
压缩 打包 归档 打成一个包
不同步 未同步 没同步 没有同步 同步失败 不一致 对不上
没声音 无声 没有声音 听不到 听不见 不响 没响 哑了
话筒 麦克风 麦
停电 断电 掉电 失电 没电 断了电 失去电源 市电中断 两路电
投诉 举报 意见反馈 告状 反映 不满意 提意见
员工 职工 工作人员 同事 人员 师傅 工人 上班的
不能用 用不了 无法使用 不可用 没法用 不工作 不起作用 无法工作 不转 不动 不运转 不动作 没反应
大屏 电子屏 led屏 情报板
月报 月度报告 每月报告
日报 日常维护报告 每日报告
费用 花钱 开支 支出 花费 花了多少 花了多少钱
过夜 夜间 夜里 凌晨 半夜 晚上 夜班 深夜 后半夜
家长 监护人 家属 亲属 家里人 爸爸 妈妈 父母
晕倒 晕 昏迷 昏倒 突发疾病 中暑 不省人事
恶劣天气 台风 暴雨 防汛 汛期 大雨 积水 内涝
年龄 岁 岁数 几岁 年纪 周岁
`;
