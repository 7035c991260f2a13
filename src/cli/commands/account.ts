import type { Command } from 'commander';
import { formatDateTime } from '../../contract/time.ts';
import type { AccountPlace, Manager } from '../../desk/account-record.ts';
import { print, say, shared, sharedOptions } from '../context.ts';
import { columns } from '../terminal.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'account', group: '建立与运行', order: 170, add: accountCommand });

/** Who manages an account at the terminal. */
const BY = ['--by <姓名>', '谁办理的；⟦采购人⟧账号的事项记入记录'] as const;

/** `account add|list|reset|disable|export|roles` */
function accountCommand(program: Command): void {
  const account = program.command('account').description('登记台的账号：建立、列出、重置口令、停用、导出');
  sharedOptions(account.command('add').argument('<账号>', '小写字母开头，如 wang-lei'))
    .description('建立账号，显示一次首次口令；首次登录须更换')
    .requiredOption('--person <姓名>', '使用人姓名')
    .requiredOption('--role <角色>', '角色编号或名称；用 opsledger account roles 查看')
    .option(...BY)
    .addHelpText('after', '\n示例：\n  opsledger account add wang-lei --person 姓名 --role engineer')
    .action(async (name: string, options: Record<string, unknown>) => {
      const common = shared(options);
      const { addAccount } = await import('../../desk/accounts.ts');
      const person = String(options.person);
      const role = String(options.role);
      const password = await atTerminal(options, (place, manager) =>
        addAccount(place, { name, person, role }, manager),
      );
      print(common, { account: name, password }, [`已建立账号 ${name}`, passwordLine(password)]);
    });
  sharedOptions(account.command('list'))
    .description('列出账号')
    .addHelpText('after', '\n示例：\n  opsledger account list')
    .action(async (options: Record<string, unknown>) => {
      const common = shared(options);
      const { listAccounts } = await import('../../desk/accounts.ts');
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
    .option(...BY)
    .addHelpText('after', '\n示例：\n  opsledger account reset wang-lei')
    .action(async (name: string, options: Record<string, unknown>) => {
      const common = shared(options);
      const { resetAccount } = await import('../../desk/accounts.ts');
      const password = await atTerminal(options, (place, manager) => resetAccount(place, name, manager));
      print(common, { account: name, password }, [`已重置账号 ${name}`, passwordLine(password)]);
    });
  sharedOptions(account.command('disable').argument('<账号>', '账号'))
    .description('停用账号；做过的事留在记录里')
    .requiredOption('--reason <原因>', '为什么停用，如 离岗')
    .option(...BY)
    .addHelpText('after', '\n示例：\n  opsledger account disable wang-lei --reason 离岗')
    .action(async (name: string, options: Record<string, unknown>) => {
      const common = shared(options);
      const { disableAccount } = await import('../../desk/accounts.ts');
      const reason = String(options.reason);
      await atTerminal(options, (place, manager) => disableAccount(place, name, reason, manager));
      print(common, { account: name, disabled: true }, [`已停用账号 ${name}`]);
    });
  sharedOptions(account.command('export').argument('<账号>', '账号'))
    .description('导出一个账号存下的个人数据：账号、登录、操作日志；不含口令')
    .addHelpText('after', '\n示例：\n  opsledger account export wang-lei')
    .action(async (name: string, options: Record<string, unknown>) => {
      const common = shared(options);
      const { exportAccount } = await import('../../desk/personal-data.ts');
      const data = await exportAccount(common.workspace, name);
      print(common, data, [JSON.stringify(data, null, 2)]);
    });
  sharedOptions(account.command('roles'))
    .description('列出角色和各自的权限')
    .addHelpText('after', '\n示例：\n  opsledger account roles')
    .action(async (options: Record<string, unknown>) => {
      const common = shared(options);
      const { listRoles } = await import('../../desk/accounts.ts');
      const roles = await listRoles(common.workspace);
      print(
        common,
        roles,
        roles.map(({ id, name, actNames }) => `${id}  ${name}：${actNames.join('、')}`),
      );
      say('角色在 opsledger.yaml 的 desk.roles 中调整');
    });
}

const passwordLine = (password: string | null): string =>
  password === null ? '口令由单位统一身份管理' : `首次口令（只显示这一次）：${password}`;

/** Does it in the name of whoever types it; the workspace is opened only where a record is written. */
async function atTerminal<T>(
  options: Record<string, unknown>,
  work: (place: AccountPlace, manager: Manager) => Promise<T>,
): Promise<T> {
  const { workspace, now } = shared(options);
  const { openDeskSession } = await import('../../desk/desk-session.ts');
  const session = openDeskSession(workspace);
  const by: Manager['by'] = { ...(typeof options.by === 'string' ? { name: options.by } : {}), channel: 'terminal' };
  try {
    return await work(session, { now, by, address: '命令行' });
  } finally {
    await session.close();
  }
}
