/** Addresses, reachability, traffic and ports. */
export const network = `
查看ip 看网卡 本机ip ip地址 网卡信息 服务器ip是多少 有几块网卡 内网地址 > ip ifconfig hostname nmcli
配置ip 设置静态ip 改ip 配网卡 手动设地址 固定ip 网卡配置 > nmcli ip ifconfig ifcfg
启用网卡 禁用网卡 重启网卡 网卡起不来 关闭网卡 重启网络 激活网卡 > ifup ifdown nmcli ifconfig ip
自动获取ip dhcp 释放ip 重新获取地址 > dhclient dhcpd
dhcp服务 分配地址服务器 > dhcpd dhcrelay
网络不通 通不通 测试网络 到网站通不通 ping不通 网络连通性 网络断了 丢包 延迟高 网络延迟 能不能连上 主机是否在线 > ping mtr traceroute fping tracepath
批量ping 哪些机器在线 一次ping多台 扫描网段 网段里的主机 局域网存活 > fping nmap arping
ipv6 ping ipv6连通 > ping6 ip6tables
路由跟踪 经过哪些路由 网络路径 哪一跳 经过几跳 卡在哪个节点 网络绕路 > traceroute mtr tracepath
路由表 默认网关 加路由 静态路由 网关地址 设置网关 删除路由 > route ip netstat
端口占用 哪个进程占了端口 端口被占用 端口冲突 监听端口 开放了哪些端口 哪些端口开着 端口监听情况 谁在用端口 8080被占用 > lsof netstat ss fuser
网络连接 连接数 tcp连接 连接状态 time_wait 有多少连接 当前连接 谁连着服务器 > ss netstat lsof
端口通不通 测试端口 远程端口 端口能不能访问 端口连不上 端口不通 探测端口 > telnet nc nmap
端口扫描 扫描端口 扫描主机 对方开了什么端口 > nmap nc
抓包 抓包分析流量 分析网络包 数据包 监听网卡报文 网络包内容 报文分析 > tcpdump ngrep
重放数据包 回放抓包 > tcpreplay
域名解析 查dns 域名对应的ip 解析不了域名 dns不对 域名指向 反查域名 > dig nslookup host
域名注册信息 域名归谁 whois 域名到期 > jwhois
dns配置检查 区域文件检查 > named-checkzone
看网速 实时流量 网卡流量 带宽占用 流量监控 网络流量 网卡跑满 > iftop ifstat nethogs iptraf sar dstat
哪个程序占带宽 进程流量 谁在下载 进程网络占用 > nethogs iftop
测网速 测带宽 带宽测试 两台机器之间速度 网络性能测试 > iperf speedtest-cli
外网速度 上网速度 宽带测速 > speedtest-cli iperf
网卡速率 网线插好没 双工模式 网卡千兆 网卡协商 物理网卡状态 网卡驱动 网口 > ethtool mii-tool
mac地址 arp表 物理地址 ip和mac对应 arp缓存 > arp ip ifconfig
ip冲突 地址冲突 地址有没有被占用 > arping arp arpwatch
arp攻击 监听arp > arpwatch arptables
子网掩码 网段计算 计算子网 广播地址 > ipcalc
网络瑞士军刀 传输数据 监听一个端口 网络调试 > nc
下载文件 命令行下载 下载网页 断点续传 从网上下载 抓取网站 > wget curl axel
多线程下载 下载太慢 加速下载 > axel wget
测试接口 请求接口 http请求 返回码 调用api 模拟post 网站能不能打开 看响应头 网页状态码 > curl wget
字符界面浏览器 命令行上网 文本浏览器 > lynx elinks
无线网络 蓝牙 > nmcli hcitool
网络统计 内核网络计数 协议统计 > nstat netstat lnstat
防火墙连接 > iptstate iptables
代理服务器 代理缓存 > squid squidclient
主机名 改主机名 机器名 计算机名 服务器名称 > hostname hostnamectl
nis域名 > domainname nisdomainname ypdomainname
网卡别名 拨号 > ppp-off usernetctl
连不上另一台的端口 连不上3306 连不上数据库端口 远程连不上服务 > telnet nc nmap
域名还是老ip 域名没生效 dns缓存 换ip后域名 > dig nslookup host
千兆还是百兆 网口速率 网卡跑多少兆 > ethtool mii-tool
外网走哪条路 出口网关 流量走哪个网卡 > route ip traceroute
网速慢 网络卡 网络很慢 上网慢 > ping mtr iftop iperf traceroute
公网ip 外网ip 出口ip 公网出口 > curl wget
网络中断 网络时好时坏 网络抖动 不稳定 > ping mtr
网关通不通 到网关 下一跳 > ping route traceroute
连接太多 攻击连接 并发连接数 syn连接 > ss netstat
改mac 多ip 一块网卡多个ip 虚拟ip > ip ifconfig
删除ip 删除网卡地址 > ip ifconfig
端口对应的服务 监听的程序 端口是什么程序 > lsof ss netstat fuser
域名能不能解析 dns服务器测试 解析记录 > nslookup dig host
嗅探 http报文 抓http > tcpdump ngrep
静默下载 批量下载 整站下载 > wget
上传接口 提交表单 带cookie请求 > curl
网卡上跑的报文 看报文 抓某个端口的包 > tcpdump ngrep
终端上网 命令行看网页 终端浏览器 没有桌面看网页 > lynx elinks
改dns 设置dns服务器 换dns > nmcli
测udp端口 udp通不通 > nc nmap
看网页源码 请求头 带参数请求 > curl
下载被中断 接着下载 继续下载 > wget curl axel
访问不了外网 上不了外网 > ping route traceroute dig
本机开了哪些服务端口 端口列表 > ss netstat lsof nmap
谁在访问服务器 对方ip 来源ip > ss netstat tcpdump last
内网测速 机器之间带宽 两台之间带宽 > iperf
公网测速 宽带速度 > speedtest-cli
=端口 > ss netstat lsof
=网卡 > ip ifconfig ethtool
`;
