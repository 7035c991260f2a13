/** Does a free text say that something was changed? A hint for a reviewer, never a judgement. Pure. */

/** What changes a system, or takes from it. */
const CHANGES =
  /重启|重载|重建|重置|重传|修改|修正|修复|改为|改回|改用|改动|变更|调整|调大|调小|调低|调高|配置为|设为|设置为|删除|清理|清除|清空|终止|结束会话|杀掉|更新|升级|安装|卸载|补装|打补丁|扩容|扩展|缩容|切换|切回|提升|迁移|回滚|回退|发布|部署|上线|下线|导入|写入|补录数据|补数|替换|更换|停用|停止|停掉|启用|启动|关闭|创建|新建|新增|增加|添加|加索引|授权|封禁|拉黑|限流|释放|恢复服务|恢复数据|续期|换上/g;

/** Words before a change that take it back, or put it off: 未作改动, 不重启, 改动另行申请, 建议重启. */
const NOT_DONE =
  /(?:未|没有|没|不|无|无需|毋须|不得|禁止|避免|建议|拟|待|计划|准备|是否|如需|若需|申请)[^，。；、（）\s]{0,4}$/;
const PUT_OFF =
  /^[^，。；、（）\s]{0,3}(?:失败|报错|超时|另行|记录|日志|历史|前后|申请|时间|情况|状态|结果|数量|脚本|清单|方案)/;

/** The first words that name a change as done, with a little of what follows; null when the text names none. */
export function changeNamed(text: string | null): string | null {
  if (text === null) return null;
  for (const match of text.matchAll(CHANGES)) {
    const before = text.slice(0, match.index);
    const after = text.slice(match.index + match[0].length);
    if (NOT_DONE.test(before) || PUT_OFF.test(after)) continue;
    const clause = /^[^，。；]{0,12}/.exec(after)?.[0] ?? '';
    return `${match[0]}${clause}`;
  }
  return null;
}
