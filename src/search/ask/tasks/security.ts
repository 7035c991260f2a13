/** Firewalls, SELinux, keys and certificates. */
export const security = `
防火墙 开放端口 放行端口 关闭防火墙 防火墙规则 防火墙状态 端口策略 > firewall-cmd iptables ufw
封ip 屏蔽ip 禁止ip访问 拉黑地址 限制访问来源 白名单ip 端口转发 > iptables firewall-cmd ufw ip6tables
备份防火墙规则 保存防火墙规则 导出规则 > iptables-save ip6tables-save
恢复防火墙规则 导入防火墙规则 还原规则 > iptables-restore ip6tables-restore
ubuntu防火墙 > ufw iptables
bsd防火墙 > pfctl
selinux状态 selinux开没开 关闭selinux selinux模式 > getenforce setsebool semanage
selinux策略 布尔值 selinux规则 > getsebool setsebool sesearch seinfo semanage
安全上下文 selinux标签 文件上下文 恢复上下文 > restorecon chcon semanage
加密文件 文件加密 解密文件 给文件加密码 签名验证 > gpg openssl zip
生成证书 自签名证书 https证书生成 本地证书 > openssl mkcert
查看证书 证书有效期 证书什么时候到期 证书信息 > openssl
随机密码 生成密码 随机字符串 > openssl mktemp
安全测试 伪造数据包 > hping3 nmap
隔离环境 换根目录 限制在一个目录 > chroot
x授权 x11转发 图形转发 > xauth xhost
审计 操作留痕 记录操作 录屏 终端录像 录制命令 > script scriptreplay history
回放操作 播放录制 > scriptreplay
防火墙开没开 看防火墙 防火墙放行 打开防火墙端口 > firewall-cmd iptables ufw
限制某ip登录 只允许某ip访问 禁止某个ip > iptables firewall-cmd ufw
私钥公钥转换 证书格式转换 证书链 生成csr > openssl
访问被selinux拦截 selinux导致 > setsebool restorecon chcon getenforce
`;
