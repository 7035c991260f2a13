/** The trade's words for the same thing, as data: a query that holds one word of a group is also searched for the others. */
import { normalise } from '../text/normalise.ts';

const GROUPS = `
磁盘 硬盘 磁碟 disk
磁盘满 硬盘满 磁盘…满 硬盘…满 空间不足 空间不够 磁盘空间 存储已满 容量不足
内存 记忆体 memory ram
处理器 cpu
负载 load~average
服务器 主机 伺服器 server
电脑 计算机 工作站
虚拟机 云主机 云服务器 ecs
容器 docker
闪退 崩溃 意外退出 自动退出 自动关闭 crash
死机 卡死 无响应 没反应 没有反应 不响应 假死
宕机 停机 当机 当掉 挂了 崩溃
卡顿 很卡 太卡 缓慢 很慢 太慢 变慢 响应慢 卡不卡 迟缓
打不开 无法打开 打开失败 不能打开 访问不了 无法访问 不能访问
连不上 无法连接 连接失败 连接不上 连不通 断网 上不了网 网络不通 通信中断 通信失败
断开 掉线 断线 离线 不在线 断连 失联
起不来 启动不了 无法启动 启动失败 不能启动 开不了机 无法开机
重启 重新启动 reboot restart
关机 下电 关闭系统 shutdown
开机启动 开机自启 自启动 自动启动 启动项
安装 部署 install
卸载 删除软件 uninstall
升级 更新 update upgrade
补丁 更新包 安全补丁 patch
漏洞 cve 安全缺陷
病毒 木马 恶意软件 恶意程序 中毒
杀毒 查杀 防病毒
防火墙 firewall iptables firewalld
端口 连接埠 port
域名解析 dns 解析域名
网卡 网络接口 网络适配器
无线 wifi wlan
带宽 流量 网速
路由器 网关
代理 proxy
vpn 虚拟专用网 远程接入 远程办公
堡垒机 跳板机 运维审计
远程 远程桌面 远程登录 远程连接 远程控制
单点登录 sso 统一登录 统一身份认证 统一认证
双因素 多因素 多重身份验证 双重验证 两步验证 二次验证 mfa 动态口令
验证码 短信码 校验码
短信 简讯 sms
账号 帐号 账户 帐户 用户名 account
用户 使用者 user
密码 口令 password
忘记密码 忘了密码 密码忘 重置密码 密码重置 找回密码
改密码 修改密码 更改密码 换密码
登录 登陆 登入 login
登不上 登录失败 无法登录 不能登录 登录不了 登陆不了 登不进 登录不上 进不去
锁定 被锁 锁住 冻结
解锁 解除锁定 解冻
禁用 停用 封禁 停权
激活 启用 开通
注销 销户 销号
权限 访问权限 授权 permission
没有权限 无权 权限不足 拒绝访问 没权限
管理员 超级用户 administrator
离职 离岗 调离 辞职 退休
入职 新员工 报到 新来的
证书 certificate ssl https
过期 到期 失效 有效期
续期 续费 续订 续签 延期
订阅 许可证 license 授权码
文件夹 目录 资料夹 directory
文件 档案 文档
删除 删掉 移除 清除 清理 去掉
误删 删错 不小心删 清空 误操作 已删除
恢复 还原 找回 复原 restore
备份 backup
复制 拷贝 copy
迁移 搬迁 搬家 转移
重命名 改名
压缩 打包 归档 打成一个包
解压 解包 解压缩 压缩包
上传 传上去 传不上去 传文件 upload
下载 download
导出 export
导入 批量录入 import
共享 分享
查找 搜索 寻找 检索 find
查看 显示 查询 列出 看看
修改 更改 变更 编辑 调整
新建 创建 新增 添加 建立 增加
设置 配置 设定
日志 记录 log
审计 操作记录 留痕
报错 错误 出错 异常 error
失败 不成功 没成功 未成功
超时 timeout 等待太久
告警 报警 警报 预警
误报 虚警 假告警
监控 监测 监视
定时任务 计划任务 定时执行 cron crontab
进程 程序 程式 process
服务 service systemctl
数据库 资料库 database mysql
主从 主从复制 主从同步 主备 复制延迟 replication
同步 sync
不同步 未同步 没同步 没有同步 同步失败 不一致 对不上
缓存 cache redis
慢查询 查询慢 sql慢
死锁 锁等待 deadlock
乱码 字符集 编码不对 显示问号
丢失 丢了 不见了 找不到 消失 弄丢 遗失
缺失 缺少 漏了 遗漏
接口 api 对接
反向代理 负载均衡 nginx
网页 页面 网站
白屏 空白页 一片空白
黑屏 无画面 没画面 没有图像 无图像 不显示 没显示
花屏 闪屏 屏幕闪烁
屏幕 显示器 显示屏
打印 打印机 列印
卡纸 夹纸 进纸
硒鼓 墨盒 碳粉 墨粉 耗材
扫描仪 扫描枪 扫码枪
摄像头 摄像机 视频监控 相机
录像 回放 视频
没声音 无声 没有声音 听不到 听不见
扬声器 喇叭 音箱
话筒 麦克风
电池 电量 续航
停电 断电 掉电 失电 没电
不间断电源 ups
过热 发热 高温 温度高 发烫 温度过高
异响 噪音 噪声 响声 声音大
漏水 渗水 漏液 积水 进水
漏电 跳闸 短路
门禁 门卡 通行卡 刷卡
一卡通 门禁卡 校园卡 工牌 饭卡
补办 挂失 补卡 重办 补领
考勤 打卡 签到
考勤机 打卡机 考勤设备
请假 休假 事假 假条 不来上班
年假 年休假 带薪休假
产假 陪产假 生育假
加班 加班费 超时工作
调休 补休 倒休
出差 差旅 公出
报销 报账 垫付 垫的钱
费用 花钱 开支 支出 花费 花了多少 花了多少钱
发票 票据 收据
工资 薪水 薪资 薪酬
补贴 津贴 补助
社保 养老保险 五险
合同 协议
盖章 用印 印章 公章 用章
采购 购买 购置 申购
招标 投标 询价 比价
供应商 厂商 厂家
验收 交付 到货
领用 领取 申领
库存 仓库 库房
报废 淘汰 处置 报损
盘点 清点 核查资产
借用 借出 外借 归还
维修 修理 报修 检修
保养 维护 养护
校准 标定 检定 计量
更换 替换 换新 换一个
说明书 手册 操作指南 使用说明
流程 步骤 手续
办理 申请 申办
审批 批准 审核 核准
会议室 开会 会议
预约 预订 预定
通知 提醒 推送 公告
投诉 举报 意见反馈
联系方式 电话 号码
截止 期限 时限
逾期 超期 过了时间
缴费 交费 付款 支付 付费 交钱 付钱
扣款 扣钱 收费 扣费 计费
退款 退费 退钱 返还
欠费 余额不足
价格 多少钱 收费标准 价钱
到账 发放 下发
收不到 没收到 未收到 接收不到 无法接收 没到账 未到账 领不到 未发放
发不出 无法发送 发送失败 发不了
邮件 邮箱 电子邮件 信箱 email outlook
垃圾邮件 spam 骚扰邮件
日历 日程
头像 照片 图片 相片
签字 签名 签署
电子签名 电子印章 数字证书
员工 职工 工作人员 同事 人员
负责人 主管 领导
宿舍 寝室 公寓
食堂 餐厅 就餐 用餐
停车 车位
车辆 汽车 用车
快递 包裹 邮寄
保密 涉密 泄密
泄露 外泄 泄漏 流出 外传
个人信息 隐私
培训 课程
考核 测评 考试
证明 开具
统计 汇总 报表
对账 核对 比对 对不上账
比较 差异 不同 区别 不一样 对比 diff
不准 误差 偏差 漂移 不准确 不对
巡检 检查 巡查 排查
测试 试验 验证
压力测试 压测 性能测试 能扛 并发
扩容 加大 增加容量
清洗 清洁 消毒 擦拭
应急 紧急 突发 抢修 应急处置
演练 演习
值班 值守 当班
驻点 驻场 现场
交接 交班 移交
故障 坏了 损坏 失灵 毛病 事故
不能用 用不了 无法使用 不可用 没法用 不工作 不起作用 无法工作
解决 处理 排除 处置
预防 避免 防止
等保 等级保护
弱口令 弱密码 简单密码
钓鱼 诈骗 可疑邮件
暴力破解 爆破 撞库
入侵 被黑 攻击 黑客
整改 修复 加固
白名单 安全发件人 放行 允许列表
黑名单 拦截 阻止 屏蔽
限制 禁止 不允许 不让
外网 公网 互联网
内网 局域网 专网
时间同步 对时 校时 ntp 时间不准 时间不对 时钟
版本 版本号
驱动 驱动程序
线缆 电缆 线路 接线
光纤 光缆
接触不良 松动 脱落 虚接
传感器 探头
定位 gps 车载终端 轨迹
流量卡 物联卡 sim卡
小程序 微信
大屏 电子屏 led屏 情报板
识别不了 认不出 读不出 无法识别 识别失败 识别不出
人脸 刷脸
桌牌 电子桌牌 桌签
年审 年检 年度审核
地图 gis 底图
月报 月度报告 每月报告
日报 日常维护报告 每日报告
栏杆 道闸 闸机
上班时间 工作时间 作息 几点上班 5×8小时
权限回收 收回权限 取消权限
挂载 mount
分区 磁盘分区 partition
主机名 计算机名 hostname
内核 kernel
网盘 云盘 onedrive
会话 session
关闭 关掉 停止 停掉 终止 结束
重复 重复提交 两遍 多次
多久 几天 时长 周期
过夜 夜间 夜里 凌晨 半夜 晚上
做到 达成 落实 履约 兑现
`;

const equal: readonly (readonly string[])[] = GROUPS.trim()
  .split('\n')
  .map((line) => line.split(' ').map((word) => word.replaceAll('~', ' ')));

interface Rule {
  needles: readonly (readonly string[])[];
  words: readonly string[];
}

/** `系统…版本`: both parts, in this order, whatever stands between. */
const parts = (needle: string): readonly string[] => needle.split('…').map(normalise);

const rules: readonly Rule[] = [...equal.map((group) => ({ needles: group.map(parts), words: group }))];

const LATIN_WORD = /^[\p{Script=Latin}\p{N}.+-]+$/u;

export interface Expansion {
  /** What of the query called for it. */
  matched: string;
  /** Other words for that, without those that stand in the query already. */
  words: string[];
}

/** Other words for what stands in `query` (normalised text), one entry for each rule that applies. */
export function expand(query: string): Expansion[] {
  const latinWords = new Set(query.split(/[^\p{Script=Latin}\p{N}.+-]+/u));
  const stands = (needle: readonly string[]): boolean => {
    let from = 0;
    for (const part of needle) {
      const at = LATIN_WORD.test(part) ? (latinWords.has(part) ? query.indexOf(part) : -1) : query.indexOf(part, from);
      if (at < from) return false;
      from = at + part.length;
    }
    return true;
  };
  const expansions: Expansion[] = [];
  for (const { needles, words } of rules) {
    const matched = needles.filter(stands).map((needle) => needle.join(''));
    if (matched.length === 0) continue;
    const others = words.filter((word) => !query.includes(normalise(word)));
    const longest = matched.reduce((best, one) => (one.length > best.length ? one : best));
    if (others.length > 0) expansions.push({ matched: longest, words: others });
  }
  return expansions;
}
