/** Reading, filtering and changing text. */
export const text = `
查看文件内容 看文件 打开文本 文件里写了什么 显示文件内容 > cat less more tail head
文件开头 前几行 前10行 只看前面几行 头几行 > head
文件末尾 最后几行 最后一百行 日志最后几行 文件尾部 > tail tailf
实时日志 跟踪日志 日志滚动 日志实时刷新 盯着日志 动态查看日志 > tail tailf journalctl less
翻页查看 分页显示 一页一页看 逐页 看大文件 内容太长翻页 > less more
倒着看 反向显示 从最后一行开始 倒序输出行 > tac
一行反过来 字符反转 反序字符 > rev
行号 显示行号 加行号 > nl cat
统计行数 多少行 数行数 字数 单词数 文件有几行 行数 字符个数 > wc
查找内容 搜索文本 很多文件里搜一段文字 文本里查错误行 显示匹配的前后几行 包含某个字 文件里找关键字 过滤日志 查关键词 匹配字符串 按内容搜索 搜代码 查找字符串 > grep egrep ack ag fgrep
正则匹配 多个关键字 正则表达式搜索 > egrep grep
固定字符串搜索 不用正则 > fgrep grep
搜索压缩日志 压缩文件里找内容 gz日志搜关键字 > bzgrep zcat
替换文字 批量替换 替换字符串 把某个词换成 文本替换 删除某一行 插入一行 > sed tr perl
大小写转换 转大写 转小写 删除字符 替换字符 去掉空格 > tr sed
取某一列 按列提取 按列取内容 第几列 截取字段 提取字段 切字段 打印某几列 > awk cut colrm
删除列 去掉某一列 > colrm cut awk
求和 计算某列总和 按列统计 文本处理 > awk
排序 按大小排序 按数字排序 从大到小排 文件内容排序 > sort
打乱顺序 随机排序 随机抽取 随机挑一行 > shuf
两个文件共同的行 交集 公共行 差集 > comm join
按字段合并 关联两个文件 两个文件按列拼 > join paste
按列对齐 表格显示 列对齐 格式化输出 输出整齐 > column printf pr
换行宽度 折行 一行太长 限制每行宽度 自动换行 > fold fmt
段落排版 文本排版 > fmt pr
制表符转空格 tab变空格 > expand
空格转制表符 空格变tab > unexpand
乱码 中文乱码 编码转换 gbk转utf8 字符集 转码 文件编码 > iconv
换行符 windows换行 回车换行 ^M dos格式 脚本从windows传来 > dos2unix tr
十六进制 查看二进制 16进制 二进制文件内容 八进制 > hexdump od strings
可打印字符 二进制里的文字 提取字符串 > strings
base64编码 解码base64 > base64
json格式化 解析json 处理json 取json字段 json好看 > jq
拼写检查 单词拼错 > spell ispell look
生成序列 数字序列 从1数到100 连续数字 > seq
保存屏幕输出 输出到文件 同时显示并保存 结果存文件 输出存一份 重定向 > tee script
以某字开头的单词 字典单词 > look
格式化c代码 代码缩进 > indent
打印文件排版 加页眉 > pr
过滤控制字符 > col
大字 字符画 艺术字 > figlet
挑出报错 筛选日志 只看某时间段日志 日志里的错误 错误日志提取 > grep egrep sed awk
日志里某一列单独拿出来 只要ip列 取ip列 提取某列 只留一列 > awk cut
出现次数最多 访问最多的ip 次数排行 统计出现次数 每种多少个 > uniq sort awk
问号乱码 显示成问号 文件名问号 汉字变成方块 > iconv
两列互换 格式化日志 计算平均值 > awk
逗号分隔 csv处理 分隔符 > awk cut column
空行 删除空行 去空行 注释行 > sed grep
左右拼接 左右并排 按列粘贴 横向合并 > paste join
统计某个词出现次数 出现了几次 匹配多少次 > grep uniq wc
显示第几行到第几行 中间几行 指定行 取某几行 > sed head tail awk
最后修改的几行 看结尾 > tail
反选 排除某些行 不包含 去掉匹配行 > grep sed
忽略大小写搜索 递归搜索目录 > grep ack ag
首行 第一行 文件头部 表头 > head sed
末行 最后一行 > tail sed
行排序去重 唯一值 > sort uniq
文件中间插入 文末追加 追加内容 > sed tee echo cat
配置文件去掉注释 去掉井号行 > grep sed
一行变多行 多行变一行 按分隔符拆行 > tr xargs paste sed
文件里批量改ip 配置里批量改 > sed
比较两列 找出不在另一个文件里的行 > comm grep awk join
按时间段取日志 某个时间之后的日志 > sed awk grep journalctl
按第几列排序 按某列排序 按列排序 > sort
抽取邮箱手机号 提取ip地址 > grep awk sed
文件编码是什么 判断编码 > file iconv
`;
