/** Remote log-in and moving files between machines. */
export const remote = `
远程登录 连接服务器 登录远程主机 远程连接 ssh怎么连 进服务器 > ssh telnet rlogin
免密登录 密钥登录 不用输密码 免密码 公钥登录 上传公钥 配置互信 > ssh-copy-id ssh-keygen ssh-agent ssh-add
生成密钥 密钥对 ssh密钥 生成公钥 > ssh-keygen
密钥代理 私钥密码 记住密钥 > ssh-agent ssh-add
脚本里自动输密码 ssh带密码 自动输入密码 > sshpass
收集主机公钥 主机指纹 known_hosts 主机密钥变了 > ssh-keyscan ssh-keygen
ssh服务 ssh配置 改ssh端口 禁止root登录 ssh服务端 > sshd
上传文件 传文件到服务器 从服务器下载 远程拷贝 文件传到另一台 服务器之间传文件 文件拷到本地 跨机器复制 > scp rsync sftp
目录同步 增量同步 数据同步 两台服务器同步 远程备份 同步文件夹 镜像目录 > rsync
ftp传文件 ftp客户端 ftp上传 ftp下载 连接ftp > ftp lftp sftp ncftp
ftp在线用户 ftp会话 ftp有多少人 > ftpwho ftpcount ftptop
关闭ftp > ftpshut
tftp > tftp
共享文件夹 samba windows共享 访问共享 局域网共享 > smbclient smbpasswd mount
samba密码 > smbpasswd
多台服务器执行 批量执行 批量操作机器 同时在很多机器运行 群发命令 > pssh
远程执行命令 在别的机器上执行命令 > ssh rexec rsh pssh
老式远程复制 rcp > rcp rsh
uucp > uucico uuto uupick
sftp服务端 > sftp-server
串口连接 拨号连接另一台 > cu
远程桌面 远程操作服务器 登服务器 > ssh telnet
ssh登录慢 ssh端口 ssh连接保持 > ssh sshd
传大文件 断点传输 只传变化的 > rsync
下载远程目录 上传目录 拉文件 推文件 > scp rsync sftp
谁挂载了共享 共享被谁挂载 客户端挂载情况 > showmount nfsstat exportfs
服务器之间拷贝 服务器之间复制文件 拷到另一台机器 发到另一台机器 拉取远程文件 > scp rsync sftp rcp
本地传到服务器 传到windows 从服务器拿文件 > scp sftp rsync
ssh超时断开 ssh老掉线 > ssh sshd screen
ssh隧道 端口映射 内网穿透 > ssh
一次在多台上跑命令 > pssh
共享盘 公共盘连接 网上邻居 > smbclient mount
`;
