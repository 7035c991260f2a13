/** The command line itself. */
export const shell = `
历史命令 敲过的命令 执行过的命令 之前输入的命令 命令记录 上一条命令 > history fc
命令别名 简化命令 命令缩写 给命令起短名 快捷命令 > alias unalias
取消别名 > unalias
命令帮助 命令怎么用 命令手册 参数说明 命令用法 忘了参数 > man help info whatis
命令是干什么的 命令作用 一句话说明命令 > whatis man apropos
忘了命令名 按功能找命令 哪个命令能做 > apropos man whatis
环境变量 设置变量 path变量 添加环境变量 全局变量 > export env set declare
查看环境变量 > env export set
删除变量 取消变量 > unset
配置立即生效 修改profile不重启生效 重新加载配置 执行脚本文件 > source exec
清屏 清空屏幕 屏幕太乱 > clear
输出文字 打印一句话 屏幕显示文字 > echo printf
格式化打印 > printf
计算器 算数 命令行计算 小数计算 四则运算 浮点运算 > bc expr dc let
整数运算 表达式计算 > expr let
读取输入 键盘输入 脚本让用户输入 > read
条件判断 判断文件存在 脚本判断 比较大小 > test
循环跳出 结束循环 > break continue
函数返回 退出脚本 返回值 > return exit
局部变量 只读变量 声明变量 > local readonly declare
参数移位 脚本参数 > shift
读入数组 文件读成数组 > mapfile
shell选项 脚本调试 shell设置 > set shopt
一直输入yes 自动确认 自动回答y > yes
内建命令 启用内建命令 > enable builtin help
快捷键绑定 键盘绑定 > bind
新会话运行 脱离终端 > setsid nohup disown
运行脚本 执行shell脚本 > sh source
替换进程 > exec
命令类型 是不是内置命令 > type which command
挂起终端 > suspend
更好用的shell > fishshell
脚本参数处理 给脚本传参 > shift xargs
脚本出错就停 脚本打印执行过程 > set
永久别名 > alias
清除历史 历史记录条数 > history
显示变量的值 输出变量 > echo printf
随机数 > shuf
长命令弄个短的 命令太长记不住 自定义命令 > alias
`;
