/** Files and directories. */
export const files = `
列出目录里的文件 目录内容 有哪些文件 目录下的文件 文件列表 文件清单 隐藏文件 按时间列出 > ls tree find
目录结构 目录树 树形显示 树状图 层级结构 目录画成树 > tree
当前目录 在哪个目录 当前路径 所在目录 工作目录 绝对路径是什么 我在哪 > pwd
切换目录 进入目录 返回上级 回到上一个目录 换目录 回家目录 > cd pushd popd dirs
新建目录 建文件夹 创建多级目录 > mkdir
新建文件 空文件 建一个文件 创建文件 改文件时间戳 改修改时间 > touch
删除文件 删目录 删除文件夹 彻底删除 清空目录 强制删除 误删命令 删不掉文件 > rm rmdir unlink find
删除空目录 空文件夹删除 > rmdir
复制文件 拷贝目录 文件备一份 复制到另一个目录 > cp install rsync
移动文件 挪文件 改文件名 剪切文件 把文件搬到 > mv rename
批量改名 批量重命名 重命名 修改后缀 改扩展名 成批改文件名 > rename mv
找文件 查找文件 文件在哪 文件放哪里 忘了文件路径 按名字找文件 > find locate slocate whereis updatedb
查找大文件 大于100M的文件 最大的文件 哪些文件最大 > find du ls ncdu
删除几天前的文件 清理旧文件 按时间找文件 最近修改过的文件 过期文件清理 今天改过的文件 > find
更新文件数据库 locate找不到新文件 > updatedb locate
命令在哪个目录 命令路径 程序装在哪 命令的位置 可执行文件在哪 软件安装位置 > which whereis type
软链接 快捷方式 符号链接 硬链接 建链接 link > ln
链接指向哪里 真实路径 解析路径 完整路径 > realpath ls file
去掉路径只留文件名 取文件名 去掉后缀 > basename
取目录部分 所在目录名 上级目录名 > dirname
文件类型 什么格式的文件 判断文件格式 文件是不是文本 > file stat
文件属性 文件详细信息 文件创建时间 文件修改时间 访问时间 文件最后修改 inode号 > stat ls
文件权限 修改权限 改权限 没有执行权限 权限不足 权限不够 可执行权限 脚本不能执行 加可执行权限 读写权限 777 permission~denied > chmod chown sudo setfacl
文件所有者 改属主 文件改成别人的 文件归属 拥有者 文件给别人 属主属组 所属用户 > chown chgrp
文件属组 改所属组 文件所属组 > chgrp chown
默认权限 新建文件权限 权限掩码 默认文件权限 > umask
只给一个人权限 单独授权 细粒度权限 acl权限 访问控制列表 额外给某用户权限 > setfacl getfacl
查看acl 文件访问控制 看额外授权 > getfacl
防止误删 文件锁定 不能删除 不可修改 防篡改 禁止修改 加锁文件 root也删不了 文件保护 > chattr lsattr
文件隐藏属性 扩展属性 看i属性 > lsattr chattr
文件能力 capabilities 程序特权 > getcap
监控文件变化 监控目录 文件变动 文件被改实时通知 目录有新文件触发 > inotifywait watch tail
文件被谁占用 谁在用文件 谁正在用这个文件 哪个进程在用文件 打开了哪些文件 文件正在使用 设备忙 占用文件的进程 device~busy umount不掉 > lsof fuser
临时文件 创建临时文件 随机文件名 > mktemp tempfile
比较文件 文件差异 两个文件不同 对比配置 有什么区别 文件对比 找不同 > diff cmp comm diff3
三个文件比较 三方比较 合并三个版本 > diff3
二进制比较 逐字节比较 文件是否相同 文件一样不一样 > cmp diff md5sum
打补丁 应用补丁 补丁文件 diff文件怎么用 代码补丁 > patch diff
校验文件 文件完整性 文件有没有损坏 哈希值 md5值 校验和 下载的文件对不对 文件指纹 > md5sum sha256sum cksum sum
sha256 sha值 > sha256sum md5sum openssl
分割文件 大文件切分 拆分文件 切成小块 切割文件 文件太大拆开 > split csplit
按内容分割 按规则拆分 > csplit split
合并文件 拼接文件 多个文件合成一个 文件连起来 > cat paste join
去重 重复行 删除重复 只保留一行 去掉重复 统计重复次数 > uniq sort
目录大小 文件夹多大 目录最占地方 哪个目录最大 目录占了多少空间 哪个目录占空间 文件夹占用 目录占用空间排行 > du ncdu
文件多大 文件有多大 文件大小 查看文件体积 > ls du stat
批量处理文件 参数太长 argument~list~too~long 传给命令 管道传参 > xargs find
编辑文件 修改配置文件 改文件内容 文本编辑器 写文件 怎么保存退出 vim > vi nano emacs sed joe jed ed pico
检查文件名合法 路径可移植 > pathchk
压缩可执行文件 > gzexe
文件稀疏 写到磁盘 缓存写入 刷盘 落盘 > sync
安装文件并设权限 > install
设备文件 创建设备节点 > mknod
颜色显示 ls颜色 > dircolors
两个目录对比 目录内容是否相同 目录差异 文件夹比较 > diff rsync comm
删不掉 文件删除不了 怎么都删不掉 不允许的操作 > lsattr chattr rm
文件被改权限打不开 权限改错了 误改权限 > chmod chown
文件有没有被改过 文件是否被篡改 文件变没变 内容改没改 > md5sum sha256sum stat cksum
列出所有文件包括隐藏 只列目录 文件按大小列出 最新的文件 文件个数 > ls find
复制保留权限 连目录一起复制 覆盖复制 复制整个目录 > cp rsync
目录移走 换个位置放 换目录存放 > mv
递归修改权限 整个目录改权限 只让自己看 不让别人看 > chmod
改目录归属 递归改所有者 换主人 > chown chgrp
重复文件 相同内容文件 > md5sum find
空目录 空文件清理 找空文件 > find rmdir
统计文件数量 目录下有多少文件 > find ls wc
安全删除 粉碎文件 > rm
看目录里有什么 目录下东西 文件夹里有哪些 > ls tree
删除乱码文件 文件名带空格 文件名有特殊字符 横杠开头的文件 > rm find ls
文件被占着 占着文件 被别的程序打开着 文件正被编辑 > lsof fuser
删了文件空间没释放 删了日志空间没变 空间不释放 > lsof df
代码行数 统计代码量 > wc find
跨目录同步备份 备份到另一块盘 > rsync cp tar
文件数量太多删不动 文件太多ls卡 > find xargs rm
链接失效 断链 软链接坏了 > find ls ln
把结果逐个传给命令 每一行当参数 > xargs
=权限 > chmod chown setfacl
`;
