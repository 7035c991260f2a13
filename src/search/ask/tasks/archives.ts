/** Packing and unpacking. */
export const archives = `
打包 压缩目录 压缩文件 打成一个包 归档 备份目录打包 文件夹压缩 > tar zip gzip 7z
解压 解压文件 解压缩 解包 tar.gz怎么解 怎么解开压缩包 tgz > tar unzip gunzip 7z
zip压缩 打成zip windows能打开的压缩包 > zip 7z
解压zip zip包 zip文件打开 > unzip zipinfo
rar解压 rar文件 rar包 > unrar
7z压缩包 压缩率最高 高压缩比 压缩得最小 > 7z xz bzip2
gz压缩 gzip格式 压缩单个文件 > gzip pigz
解压gz gz文件 > gunzip gzip zcat
bz2 解压bz2 bz2压缩 > bzip2 bunzip2 bzcat
xz格式 xz压缩 > xz
压缩太慢 多线程压缩 多核压缩 并行压缩 > pigz
不解压查看 直接看压缩包里的内容 看压缩日志 压缩文件内容 gz日志怎么看 > zcat bzcat bzless bzmore zipinfo
压缩包里有什么 zip内容列表 查看压缩包文件列表 > zipinfo unzip tar
压缩包损坏 修复压缩包 bz2坏了 > bzip2recover
比较压缩包 两个压缩包差异 > bzdiff bzcmp
拆分zip 分卷压缩 大压缩包拆分 > zipsplit split
Z文件 老格式压缩 > uncompress compress znew
arj文件 > arj unarj
lzh文件 lha > lha
cpio归档 备份档 > cpio
备份文件系统 增量备份 整个分区备份 > dump restore dd tar
恢复dump备份 还原备份文件系统 > restore
解压到指定目录 解到别的目录 > tar unzip
打包时排除目录 压缩排除文件 > tar zip
压缩加密码 加密压缩包 带密码的压缩包 > zip 7z
tar包 打tar包 tar怎么用 > tar
解压乱码 压缩包文件名乱码 > unzip
`;
