/** Hardware, kernel, time, boot and power. */
export const system = `
系统版本 什么系统 发行版 操作系统版本 哪个版本的linux centos版本 > lsb_release uname hostnamectl neofetch cat
内核版本 内核信息 linux内核 > uname kernelversion
32位还是64位 系统架构 机器架构 x86还是arm > arch uname lscpu
cpu信息 cpu型号 几核 核心数 多少核 处理器型号 几个cpu > lscpu nproc
服务器型号 序列号 设备厂商 硬件信息 主板型号 bios信息 内存条 硬件配置 机器配置 几条内存 出厂编号 > dmidecode lscpu lspci
pci设备 有哪些网卡硬件 显卡型号 显卡 网卡型号 硬件设备列表 > lspci setpci systool
usb设备 usb识别 u盘识别 插了哪些usb > lsusb dmesg
系统概况 一键查看系统信息 > neofetch uname hostnamectl
收集诊断信息 系统信息收集 给厂家的日志 > sosreport
启动信息 内核日志 开机日志 硬件报错 硬件错误 开机硬件信息 驱动报错 > dmesg journalctl
内核模块 驱动模块 已加载的模块 装了什么驱动 > lsmod modinfo modprobe
加载模块 加载驱动 安装驱动模块 > modprobe insmod depmod
卸载模块 移除驱动 > rmmod modprobe
模块信息 驱动信息 驱动版本 > modinfo get_module lsmod
内核参数 系统参数调优 修改内核参数 ip转发 sysctl > sysctl
系统时间 修改系统时间 当前时间 日期格式 改日期 今天几号 时间戳转换 > date timedatectl
时间同步 校时 时间不准 服务器时间不对 校准时间 时间不一致 时间快了 时间慢了 对时 时间差几分钟 ntp同步 同步时间服务器 时钟不一致 > ntpdate timedatectl date hwclock clockdiff 时间不同步
时区 改时区 时区不对 东八区 北京时间 > timedatectl date
硬件时钟 bios时间 重启后时间又错 rtc > hwclock clock
两台主机时间差 > clockdiff
日历 看日历 今天星期几 > cal date
关机 关服务器 关掉服务器 关闭系统 关闭服务器 关电脑 停机 断电关机 定时关机 下电 > shutdown poweroff halt init
重启 重启服务器 重启系统 重启机器 > reboot shutdown init systemctl
运行级别 图形界面 命令行模式 切换启动模式 > runlevel init telinit systemctl
单用户模式 救援模式 > init telinit
引导 启动菜单 grub 默认启动内核 引导修复 > grub grub2-mkconfig grub2-set-default lilo
initrd 重建启动镜像 > mkinitrd
快速切换内核 > kexec
启动图形桌面 进入桌面 图形界面启动 > startx xinit
分辨率 屏幕分辨率 外接显示器 双屏 > xrandr
剪贴板 复制到剪贴板 > xclip
屏保 键盘重复 鼠标速度 > xset gpm
x客户端 x服务器 字体列表 > xlsclients xhost xlsfonts xlsatoms
终端大小 终端设置 退格键乱码 终端类型 > stty resize tput tty
当前终端 哪个终端 终端名 > tty consoletype
主机id > hostid
系统限制参数 系统配置值 > sysctl getent
显卡显示模式 > modetest xrandr
dns域名后缀 fqdn > dnsdomainname hostname
进命令行不进桌面 默认不启动图形 文本模式启动 > runlevel systemctl init telinit
取消关机 中止关机 > shutdown
几分钟后关机 晚上自动关机 > shutdown at
设置日期 改时间 设置时间 > date timedatectl hwclock
查看时间 格式化时间 昨天的日期 > date
系统位数 服务器配置 看服务器配置 > lscpu uname dmidecode free
系统信息 看系统 linux版本 > uname lsb_release hostnamectl neofetch
usb口 硬件识别 新硬件 > lsusb lspci dmesg
启动时的硬件信息 开机屏幕上的信息 内核识别硬件 > dmesg
显卡信息 显卡是什么 gpu型号 > lspci
内存型号 内存频率 插了几根内存 > dmidecode
查看bios版本 资产编号 服务器sn > dmidecode
系统是多少位 > uname arch
自动对时 配时间服务器 > ntpdate timedatectl
开机卡住 开机进不去 启动不了系统 > fsck grub dmesg journalctl
是不是虚拟机 虚拟机还是物理机 > dmidecode lscpu
`;
