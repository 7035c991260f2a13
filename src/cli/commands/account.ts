import type { Command } from 'commander';
import { formatDateTime } from '../../contract/time.ts';
import { print, say, shared, sharedOptions } from '../context.ts';
import { columns } from '../terminal.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'account', group: '建立与运行', order: 170, add: accountCommand });

/** `account add|list|reset|disable|roles` */
function accountCommand(program: Command): void {
  const account = program.command('account').description('登记台的账号：建立、列出、重置口令、停用');
  sharedOptions(account.command('add').argument('<账号>', '小写字母开头，如 wang-lei'))
    .description('建立账号，显示一次首次口令；首次登录须更换')
    .requiredOption('--person <姓名>', '使用人姓名')
    .requiredOption('--role <角色>', '角色编号；用 opsledger account roles 查看')
    .addHelpText('after', '\n示例：\n  opsledger account add wang-lei --person 姓名 --role engineer')
    .action(async (name: string, options: Record<string, unknown>) => {
      const common = shared(options);
      const { addAccount } = await import('../../pipeline/desk/accounts.ts');
      const person = String(options.person);
      const role = String(options.role);
      const password = await addAccount(common.workspace, { name, person, role, now: common.now });
      print(common, { account: name, password }, [`已建立账号 ${name}`, `首次口令（只显示这一次）：${password}`]);
    });
  sharedOptions(account.command('list'))
    .description('列出账号')
    .addHelpText('after', '\n示例：\n  opsledger account list')
    .action(async (options: Record<string, unknown>) => {
      const common = shared(options);
      const { listAccounts } = await import('../../pipeline/desk/accounts.ts');
      const accounts = await listAccounts(common.workspace);
      const rows: string[][] = accounts.map(({ name, person, role, usedAt, disabledAt, disabledReason }) => [
        ...[name, person, role.name],
        usedAt === null ? '没有登录过' : `上次登录 ${formatDateTime(usedAt)}`,
        disabledAt === null ? '' : `已停用 ${formatDateTime(disabledAt)}：${disabledReason ?? ''}`,
      ]);
      print(common, accounts, rows.length === 0 ? ['还没有账号'] : columns(rows));
    });
  sharedOptions(account.command('reset').argument('<账号>', '账号'))
    .description('换一个首次口令，显示一次；在各处的登录随即失效')
    .addHelpText('after', '\n示例：\n  opsledger account reset wang-lei')
    .action(async (name: string, options: Record<string, unknown>) => {
      const common = shared(options);
      const { resetAccount } = await import('../../pipeline/desk/accounts.ts');
      const password = await resetAccount(common.workspace, name, common.now);
      print(common, { account: name, password }, [`已重置账号 ${name}`, `首次口令（只显示这一次）：${password}`]);
    });
  sharedOptions(account.command('disable').argument('<账号>', '账号'))
    .description('停用账号；做过的事留在记录里')
    .requiredOption('--reason <原因>', '为什么停用，如 离岗')
    .addHelpText('after', '\n示例：\n  opsledger account disable wang-lei --reason 离岗')
    .action(async (name: string, options: Record<string, unknown>) => {
      const common = shared(options);
      const { disableAccount } = await import('../../pipeline/desk/accounts.ts');
      await disableAccount(common.workspace, name, String(options.reason), common.now);
      print(common, { account: name, disabled: true }, [`已停用账号 ${name}`]);
    });
  sharedOptions(account.command('roles'))
    .description('列出角色和各自的权限')
    .addHelpText('after', '\n示例：\n  opsledger account roles')
    .action(async (options: Record<string, unknown>) => {
      const common = shared(options);
      const { listRoles } = await import('../../pipeline/desk/accounts.ts');
      const roles = await listRoles(common.workspace);
      print(
        common,
        roles,
        roles.map(({ id, name, actNames }) => `${id}  ${name}：${actNames.join('、')}`),
      );
      say('角色在 opsledger.yaml 的 desk.roles 中调整');
    });
}
