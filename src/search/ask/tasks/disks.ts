/** Disks, file systems, volumes and quotas. */
export const disks = `
磁盘空间 磁盘占用 磁盘满 磁盘使用率 空间不足 分区满了 磁盘容量 硬盘快满 磁盘剩余空间 硬盘用了多少 根分区满 no~space~left > df du ncdu 服务器磁盘满了
inode满 索引节点用完 有空间写不进去 > df stat
磁盘列表 有几块硬盘 新加的硬盘 块设备 硬盘分区情况 看不到硬盘 磁盘有哪些 > lsblk fdisk blkid parted
分区 磁盘分区 新硬盘分区 给硬盘分区 划分分区 分区表 大于2T分区 > fdisk parted partprobe
重读分区表 分区不生效 不重启识别分区 > partprobe
格式化 创建文件系统 格式化硬盘 格式化u盘 ext4 xfs > mkfs mke2fs
挂载 挂载硬盘 挂载不上 磁盘挂不上 挂载u盘 挂载光盘 挂载共享目录 挂载点 开机自动挂载 挂盘 > mount lsblk
卸载 取消挂载 卸载磁盘 卸载u盘 拔u盘 umount 卸载文件系统 > umount eject fuser
弹出光驱 弹出光盘 退出光盘 > eject
文件系统损坏 修复文件系统 检查文件系统 只读文件系统 变成只读 修复磁盘 断电后进不了系统 > fsck e2fsck badblocks
坏道 磁盘坏块 检测坏道 硬盘有坏道 > badblocks smartmontools e2fsck
硬盘健康 硬盘寿命 smart信息 硬盘快坏 磁盘检测 硬盘温度 > smartmontools badblocks hdparm
硬盘测速 硬盘参数 测试硬盘速度 读写速度测试 > hdparm dd iostat
磁盘uuid 分区的uuid 文件系统类型 分区类型 > blkid lsblk findfs
按标签找分区 uuid对应哪个盘 > findfs blkid
卷标 设置卷标 磁盘标签 > e2label
克隆磁盘 磁盘镜像 整盘备份 写镜像 做启动u盘 生成指定大小文件 整盘拷贝 > dd
循环设备 挂载镜像文件 iso当磁盘 > losetup mount
制作iso 光盘镜像 iso镜像 > mkisofs dd
刻录光盘 刻盘 > cdrecord
启动盘 引导盘 > mkbootdisk dd
逻辑卷扩容 扩容 lvm扩容 加空间 磁盘扩展 逻辑卷加大 根分区扩容 > lvextend lvresize vgextend
缩小逻辑卷 收缩逻辑卷 减小分区 > lvreduce lvresize
创建逻辑卷 新建lv > lvcreate
查看逻辑卷 lv信息 > lvdisplay lvscan
删除逻辑卷 > lvremove
创建卷组 新建vg > vgcreate
卷组扩容 加硬盘到卷组 扩展卷组 > vgextend pvcreate
查看卷组 卷组剩余空间 vg信息 > vgdisplay vgscan
删除卷组 卷组改名 缩小卷组 > vgremove vgrename vgreduce
物理卷 创建pv 初始化物理卷 > pvcreate pvdisplay pvs
查看物理卷 pv信息 物理卷报表 > pvs pvdisplay pvscan
删除物理卷 移除pv > pvremove vgreduce
磁盘配额 用户限额 限制用户磁盘空间 配额设置 限制每个人用多少空间 > edquota quota quotacheck quotaon repquota
查看配额 用户用了多少配额 配额报表 > quota repquota
开启配额 关闭配额 > quotaon quotaoff quotacheck
nfs共享 共享目录给别的机器 导出目录 网络文件系统 > exportfs showmount nfsstat mount
看nfs共享了什么 nfs服务器目录 > showmount exportfs
iscsi存储 连接存储 > iscsiadm
raid 磁盘阵列 > mdadm
块设备参数 设备只读 > blockdev
虚拟机磁盘 vdi挂载 > vdfuse
dos软盘 软盘 > mtools
配额文件格式 > convertquota
卷组转换 激活卷组 停用卷组 > vgchange vgconvert
物理卷属性 检查物理卷 > pvchange pvck
光盘卷名 > volname
加20g 目录不够大 分区不够用 再加空间 加硬盘后扩容 > lvextend lvresize vgextend
新硬盘怎么用 加一块盘 新盘上线 > fdisk mkfs mount parted
u盘没反应 插上没反应 不识别u盘 硬盘认不到 > lsusb dmesg lsblk mount
分区信息 看分区表 磁盘分了几个区 看分区 > fdisk lsblk parted
磁盘类型 固态还是机械 磁盘型号 硬盘序列号 > lsblk hdparm smartmontools
挂载情况 已挂载的盘 挂载了哪些 挂载点列表 > df mount lsblk
重新挂载 改为读写 只读挂载 > mount
创建大文件 测试写入速度 擦除磁盘 > dd
文件系统检查修复 异常断电 磁盘错误 > fsck e2fsck
关闭swap 停用交换分区 > swapoff
做镜像 文件镜像 镜像备份 > dd mkisofs
硬盘格式化 u盘格式化 做文件系统 格式化成ext4 格式化成xfs > mkfs mke2fs
剩余容量 盘剩余 > df du
占空间最多的目录 谁占空间 空间被谁占了 > du ncdu find df
挂载windows共享 挂载网络硬盘 挂载nas > mount smbclient showmount
开机挂载失败 fstab写错 > mount blkid
移动硬盘 ntfs硬盘 > mount fdisk lsblk
=磁盘 > df fdisk lsblk du
`;
