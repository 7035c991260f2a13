/** Accounts, groups, log-ins and messages between users. */
export const users = `
新建用户 添加用户 增加登录账号 创建账号 建账号 开账号 新增一个用户 > useradd newusers
批量创建用户 批量建账号 一次建很多用户 > newusers chpasswd
删除用户 删账号 注销用户 离职账号删除 > userdel
修改用户 改用户信息 改家目录 改用户名 > usermod chfn
修改密码 改密码 重置密码 忘记密码 root密码忘了 改root密码 密码忘了 设置密码 > passwd chpasswd
批量改密码 批量修改密码 脚本改密码 > chpasswd passwd
密码过期 密码有效期 密码多久换一次 账号有效期 强制改密码 密码期限 多少天改密码 > chage passwd
锁定账号 禁用用户 不让登录 禁止登录 停用账号 解锁账号 冻结用户 账号被锁 > passwd usermod nologin chage
系统维护禁止登录 拒绝普通用户登录 > nologin
加入组 用户加到组 添加到用户组 附加组 把用户拉进组 > usermod gpasswd groupmems
新建组 创建用户组 > groupadd
删除组 > groupdel
改组名 修改组 > groupmod
用户属于哪个组 所属组 查看用户组 uid gid 用户id > id groups
组管理员 组密码 从组里移除 > gpasswd groupmems
当前用户 我是谁 现在是什么用户 当前登录名 > whoami id logname who
谁在线 谁登录了服务器 在线用户 多少人在线 谁登录着 现在有谁登录 当前登录用户 有人在服务器上吗 > who w users finger
登录记录 登录历史 谁登录过 上次登录 最近登录 什么人登过 登录日志 历史登录 > last lastlog who lastb
登录失败记录 暴力破解 失败登录 密码猜测 有人试密码 > lastb last
账号最后登录时间 长期没登录的账号 从没登录过的用户 僵尸账号 > lastlog last
踢掉用户 踢人下线 强制下线 踢出登录 注销别人 > pkill skill kill w
切换用户 切换到root 变成root 换个身份 用别的用户运行 > su sudo
管理员权限 提权 root权限执行 普通用户执行root命令 给sudo权限 以管理员身份 sudo配置 免密sudo > sudo su pkexec
用户信息 查看用户资料 用户详细信息 > finger id getent chfn
系统有哪些用户 所有用户列表 查看所有账号 用户清单 > getent users cat
默认shell 换shell 登录shell > chsh
检查用户文件 passwd文件校验 账号文件完整性 > pwck grpck
影子密码 shadow > pwconv pwunconv grpconv
广播消息 通知所有用户 给所有人发消息 群发通知 > wall write
给某个用户发消息 终端聊天 > write talk mesg
不接收消息 屏蔽消息 > mesg
退出登录 退出终端 注销 > logout exit
网站密码认证 页面加密码 apache密码文件 访问网页要密码 > htpasswd htdigest
夜里谁登过 什么时候登录的 登录时间地点 从哪个ip登录 > last who lastlog
猜密码 试密码 撞库 登录被尝试 反复登录失败 > lastb last
离职 员工离职处理账号 关掉账号 收回账号 > userdel passwd usermod 账号和权限定期清查怎么做
只读账号 限制用户权限 > useradd chmod setfacl
登录账号改名 换用户组 改用户所属组 改家目录位置 > usermod
账号有没有存在 某用户存不存在 查某个用户 > id getent finger
下次登录必须改密码 首次登录改密码 > chage passwd
查谁登录失败 登录失败次数 登录失败记录查看 > lastb
切到普通用户 以某用户执行 > su sudo
谁执行过什么命令 用户操作记录 > history last
设置用户有效期 临时账号 > chage usermod useradd
取消用户sudo权限 > gpasswd usermod sudo
`;
