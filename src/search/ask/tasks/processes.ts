/** Processes, load and tracing. */
export const processes = `
查看进程 有哪些正在运行的程序 进程列表 进程在不在 后台有哪些程序 运行了什么程序 程序是否在运行 > ps top pgrep pstree htop
进程号 查pid 程序的pid 进程id > pidof pgrep ps
进程树 父进程 子进程 进程关系 谁启动的进程 > pstree ps
结束进程 杀进程 强制结束程序 关闭程序 终止程序 停止程序 停止正在运行的程序 停掉进程 程序卡死 杀不掉 程序没反应 > kill killall pkill skill
按名字杀进程 同名进程全部杀掉 批量杀进程 > pkill killall
服务器负载 负载高 系统卡 卡不卡 服务器很卡 机器慢 平均负载 系统繁忙 服务器压力大 响应慢 > uptime top w tload vmstat htop sar 服务器负载过高
cpu占用 cpu高 cpu使用率 cpu满了 吃cpu的程序 cpu百分百 哪个进程占cpu cpu飙升 > top htop ps mpstat pidstat sar
每个cpu核 单核使用率 各核心占用 多核利用率 > mpstat
内存使用 看内存 内存剩余 内存占用 剩余内存 可用内存 内存多大 还有多少内存 内存够不够 内存容量 > free top vmstat htop
吃内存的进程 哪个进程占内存 占内存最多 内存泄漏 内存不足 内存满了 > top ps free pmap htop 内存不足
进程内存映射 内存分布 进程用了多少内存 > pmap
内核内存 slab缓存 > slabtop
交换分区 虚拟内存 swap使用 添加swap 交换空间 > swapon mkswap swapoff free vmstat
虚拟内存统计 上下文切换 系统瓶颈 > vmstat sar
系统监控 资源监控 性能监控 查看系统资源 系统运行状态 综合监控 性能分析 > top htop dstat sar atop vmstat
历史性能 过去的cpu记录 昨天的负载 历史负载 性能数据收集 > sar atop
单个进程资源 某个进程的cpu内存 进程io统计 > pidstat top
磁盘io 读写慢 磁盘繁忙 io高 io等待 磁盘性能 哪个进程在读写 硬盘读写速度 iowait > iotop iostat pidstat dstat sar hdparm dd
哪个进程读写磁盘 进程磁盘读写 谁在写磁盘 > iotop pidstat
调整优先级 进程优先级 降低优先级 限制程序占用 限制cpu 别让程序占满cpu nice值 > renice nice
后台运行 退出终端继续跑 断开后继续 关掉窗口程序不停 不挂断 断线不中断 断开ssh任务继续 ssh断开程序就停 长时间任务 关闭终端程序就停 > nohup screen tmux setsid disown
切到后台 放到后台 前台后台切换 ctrl+z之后 > bg fg jobs
后台任务 后台作业列表 挂起的任务 > jobs bg fg
调回前台 前台运行 > fg
多窗口 多个终端 会话保持 分屏 断线重连 恢复会话 终端复用 > screen tmux
系统调用 跟踪程序 程序卡在哪 进程在干什么 程序为什么慢 跟踪进程 > strace ltrace pstack gdb
库函数调用 跟踪库函数 > ltrace
调用栈 线程堆栈 进程堆栈 > pstack gdb
程序崩溃 调试程序 core文件 段错误 断点调试 coredump > gdb strace
命令耗时 执行花了多久 运行时间统计 脚本跑了多久 程序用时 > time times
重复执行 每隔几秒执行 刷新显示 循环执行命令 持续观察 > watch
进程工作目录 程序在哪个目录运行 > pwdx lsof
进程打开的文件 句柄数 打开文件太多 too~many~open~files 文件描述符 最大文件数 最大打开文件数 > ulimit lsof sysctl
资源限制 限制用户资源 最大进程数 > ulimit
共享内存 消息队列 信号量 > ipcs ipcrm
删除共享内存 清理信号量 > ipcrm ipcs
捕捉信号 脚本退出时清理 捕获ctrl+c > trap
守护进程 常驻进程 进程自动拉起 进程挂了自动重启 看护程序 > supervisord systemctl
睡眠 暂停几秒 延时执行 等几秒 等十秒再执行 停顿一会 > sleep wait
等待后台完成 等子进程 > wait
系统启动多久 系统运行多久 开机运行多久 运行了多长时间 服务器运行多久 多久没重启 上次重启时间 开机时间 谁把服务器重启了 谁重启的 重启记录 最近重启 被重启过 > uptime last w who
执行进度 进度条 拷贝进度 管道速度 > pv
压力测试 压测 并发测试 网站性能测试 接口压测 > ab
过去的cpu 某天下午的负载 看历史监控 前一天性能 回看负载 > sar atop
停不掉 服务停不下来 进程停不了 杀不死 僵尸进程 > kill killall pkill
硬盘灯一直闪 读写很频繁 > iotop iostat pidstat
最耗资源 资源占用排行 什么占用资源 哪个程序最耗 > top htop ps atop
程序运行状态 某程序起没起来 看某个进程 进程是否存在 > ps pgrep pidof
一键杀掉 全部结束 结束所有同名 > killall pkill
僵死 进程不响应 强杀 > kill
线程 查看线程 > ps top pstree
nohup日志 不挂起执行 > nohup
命令返回后台 放后台执行 > bg nohup jobs
性能瓶颈 综合性能 服务器性能 系统性能 > vmstat top sar dstat iostat
多少天没重启 连续运行了几天 多久没关过机 > uptime w
能扛多少人 能承受多少访问 多少人同时访问 并发上限 > ab
查看哪个程序在跑 程序还活着没 > ps pgrep pidof
负载是多少 load高 loadaverage > uptime top w
清理内存缓存 释放内存 buff太高 > free sync sysctl
程序起了几个 进程数量 > ps pgrep wc
脚本同时跑多个 并行执行 > xargs wait
关了xshell任务就没了 断线后任务还在 > screen nohup tmux
oom 被oom杀掉 进程莫名被杀 > dmesg journalctl 内存不足
=进程 > ps top kill pgrep
=内存 > free top
=负载 > uptime top
`;
