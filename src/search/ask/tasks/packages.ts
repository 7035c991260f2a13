/** Installing, removing and building software. */
export const packages = `
安装软件 装软件 安装包 装个程序 在线安装 软件源安装 > yum apt-get dnf rpm dpkg aptitude
卸载软件 删软件 把软件卸了 删除软件 卸载程序 移除软件包 > yum rpm apt-get dpkg dnf aptitude
更新系统 升级软件 更新软件包 升级所有包 打系统补丁 > yum apt-get dnf aptitude 安全补丁
rpm包安装 rpm文件怎么装 本地安装rpm 离线安装 > rpm yum dnf
deb包 deb文件安装 安装deb > dpkg apt-get dpkg-deb
装了哪些软件 已安装的包 查询软件是否安装 软件版本 软件包列表 有没有装 > rpm dpkg yum rpmquery dpkg-query
文件属于哪个包 哪个软件包提供 命令是哪个包的 > rpm dpkg yum rpmquery dpkg-query
软件源 本地yum源 建仓库 内网软件源 自建仓库 > createrepo reposync yum
同步软件仓库 下载整个源 > reposync createrepo
软件包签名 密钥验证 gpg校验失败 > rpmsign apt-key rpmverify
软件包被改过 验证软件包 > rpmverify rpm
重建rpm数据库 rpm数据库损坏 > rpmdb rpm
打rpm包 制作rpm > rpmbuild
提取rpm里的文件 解开rpm > rpm2cpio cpio
重新配置软件包 > dpkg-reconfigure
alpine安装软件 > apk
arch安装软件 > pacman
python包 安装python库 pip安装 python模块 > pip
编译程序 源码编译 编译安装 c语言编译 > gcc make
依赖库 缺少库 找不到so 动态库 共享库 程序依赖什么库 so文件 > ldd ldconfig
刷新动态库 加载库路径 > ldconfig
静态库 打包目标文件 > ar ld
符号表 目标文件 反汇编 elf文件 > nm objdump readelf
代码版本管理 提交代码 版本控制 拉代码 git怎么用 > git
代码覆盖率 > gcov
汇编 > as
deb包拆分 deb触发器 deb文件改道 > dpkg-split dpkg-trigger dpkg-divert dpkg-statoverride
补丁统计 改了多少行 > diffstat
软件安装在哪 包的文件列表 包里有哪些文件 > rpm dpkg
安装依赖 解决依赖 依赖关系 > yum apt-get dnf
清理缓存 软件缓存 yum缓存 > yum apt-get dnf
查找软件包 搜软件 > yum apt-get dnf aptitude
换源 国内源 换软件源 > apt-get yum
软件装到哪了 软件版本号 > rpm dpkg which
回退软件版本 降级软件 > yum dnf rpm
依赖缺失 依赖报错 修复依赖 > apt-get yum dnf ldd
`;
