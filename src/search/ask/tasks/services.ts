/** Services, schedules, logs, printing, mail, databases and web servers. */
export const services = `
启动服务 停止服务 重启服务 服务状态 服务没起来 服务启动失败 服务管理 服务是否在运行 开启服务 > systemctl service journalctl
开机自启 开机启动 自启动 开机自动运行 开机启动项 服务自动启动 脚本开机运行 > systemctl chkconfig rcconf ntsysv
所有服务 服务列表 有哪些服务 > systemctl service chkconfig
定时任务 计划任务 每天自动执行 定时执行脚本 周期任务 每天凌晨 按时运行 自动备份脚本 > crontab at systemctl
查看定时任务 定时任务没执行 定时任务列表 > crontab atq
一次性任务 指定时间执行 几点执行一次 稍后执行 晚上执行一次 > at batch atq
取消一次性任务 删除at任务 待执行任务 > atrm atq
空闲时执行 系统不忙时运行 > batch
系统日志 查看日志 服务日志 日志在哪看 开机以来的日志 systemd日志 > journalctl syslog tail dmesg
写日志 记录到系统日志 脚本写日志 > logger logsave
日志轮转 日志切割 日志太大 日志清理 日志自动压缩 日志按天切 日志撑满 > logrotate 日志轮转
日志分析 日志报告 日志汇总 > logwatch
日志服务器 日志配置 rsyslog > syslog logger
打印文件 打印 送打印机 > lp lpr pr
打印队列 打印任务 打印状态 看打印机 > lpq lpstat lpc
取消打印 删除打印任务 打印卡住 > lprm cancel
打印机设置 添加打印机 停用打印机 启用打印机 > lpadmin cupsenable cupsdisable accept reject
发邮件 命令行发邮件 脚本发邮件 邮件通知 > mail sendmail elm
邮件队列 邮件发不出去 待发邮件 > mailq sendmail mailstat
备份数据库 导出数据库 数据库导出 导出表 mysql备份 导出sql > mysqldump
导入数据库 恢复数据库 导入sql 还原数据库 导入数据 > mysqlimport mysql mysqldump
连接数据库 登录mysql 进数据库 执行sql > mysql
数据库管理 mysql状态 关闭mysql 改mysql密码 > mysqladmin mysql
有哪些库 有哪些表 数据库列表 表结构 库和表 > mysqlshow mysql
apache启动 重启apache apache配置检查 > apachectl
容器 docker 镜像 运行容器 进入容器 > docker
php脚本 > php
夜里自动执行脚本 凌晨两点执行 每周一执行 每小时执行 每分钟执行 > crontab at
开机没自己起来 重启后服务没起来 开机没启动 > systemctl chkconfig
服务日志报错 服务为什么起不来 起不来看原因 > journalctl systemctl
每天备份数据库 自动备份库 > mysqldump crontab
设置服务 服务重载 配置重载 > systemctl service
禁止服务开机启动 关闭开机启动 取消自启 > systemctl chkconfig
守护服务日志 看某个服务的日志 最近的错误日志 > journalctl
清理系统日志 日志占空间 > journalctl logrotate
定期清理 周末执行 定时备份 每五分钟 > crontab
改数据库root密码 mysql密码 > mysqladmin mysql
单表备份 导出表结构 备份所有库 > mysqldump
服务器闲的时候再跑 空闲了再执行 不忙时再做 > batch at
库里的数据删了 表里的数据删了 误删表数据 > 误删数据怎么恢复
看日志输出 日志一直刷 边跑边看日志 > tail tailf journalctl
每隔几分钟执行 每月执行 每天几点执行 > crontab
端口起来没有 服务活着没有 > systemctl ss
数据库全量备份 只备份一个表 > mysqldump
数据库导入慢 批量导入 > mysqlimport mysql
=日志 > journalctl tail syslog
`;
