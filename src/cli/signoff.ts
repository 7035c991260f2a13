import { type Command, Option } from 'commander';
import { UserError } from '../contract/error.ts';
import { parseAt } from '../pipeline/clock.ts';
import type { DeliveryAction, DeliveryRequest } from '../pipeline/signoff/deliver.ts';
import type { WaiveRequest } from '../pipeline/signoff/waive.ts';
import { CLAIMED } from '../wording/words.ts';
import { print, type Shared, shared, sharedOptions, typedPath, withSession } from './context.ts';

/** `deliver`, `receive`, `return` and `waive`. */
export function signoffCommands(program: Command): void {
  deliveryCommand(program, 'deliver', {
    what: '送达',
    text: '登记送达：哪些文档、谁、何时、以什么方式交给采购人',
    by: '送达人',
    example: 'opsledger deliver HQSF-YB-202611-r1 HQSF-LS-202611-r1 --by 姓名 --via 现场递交',
  });
  deliveryCommand(program, 'receive', {
    what: '签收',
    text: '登记签收：采购人收下并签字。只有已送达的文档才能签收，未送达的先用 deliver 登记',
    by: '签收人（采购人）',
    example: 'opsledger receive --month 2026-11 --by 姓名 --scan 签收单.pdf',
  });
  deliveryCommand(program, 'return', {
    what: '退回',
    text: '登记退回：写明原因；修订后成为下一版。只有已送达的文档才能退回，未送达的先用 deliver 登记',
    by: '退回人（采购人）',
    example: 'opsledger return HQSF-YB-202611-r1 --by 姓名 --reason 可用率未附明细',
  });
  waiveCommand(program);
}

interface DeliveryWords {
  what: string;
  text: string;
  by: string;
  example: string;
}

function deliveryCommand(program: Command, action: DeliveryAction, words: DeliveryWords): void {
  sharedOptions(
    program.command(action).argument('[文档...]', '文档编号，如 HQSF-XJ-20261124-r1；或 交付物/期次，取当前版次'),
  )
    .description(words.text)
    .requiredOption('--by <姓名>', words.by)
    .option('--month <年月>', `不逐份写明：该月签发的、可${words.what}的全部文档`)
    .option('--obligation <交付物...>', '与 --month 一起，只限这些交付物')
    .option('--via <方式>', '方式，如 现场递交')
    .addOption(
      new Option('--reason <文字>', action === 'return' ? '退回原因' : '备注').makeOptionMandatory(action === 'return'),
    )
    .option('--time <时间>', `实际${words.what}时间，事后登记时写；默认现在`)
    .option('--scan <文件...>', '签字页、回执等扫描件')
    .addHelpText('after', `\n示例：\n  ${words.example}`)
    .action(async (documents: string[], options: Record<string, unknown>) => {
      const common = shared(options);
      const { recordDelivery } = await import('../pipeline/signoff/deliver.ts');
      const request = deliveryRequest(action, documents, options, common);
      const result = await withSession(common, (session) => recordDelivery(session, request));
      const lines = [
        ...result.recorded.map(
          (one) =>
            `已登记${one.claimed ? `${words.what}说明，${CLAIMED}：` : `${words.what} `}${one.number}（${one.id}）`,
        ),
        ...proofHint(result.recorded),
        ...result.unchanged.map((one) => `先前已${words.what} ${one.number}`),
        ...(action === 'return'
          ? result.recorded.map(
              (one) => `下一步：改正后运行 opsledger confirm ${one.obligation} ${one.period} --by 姓名，随即签发下一版`,
            )
          : []),
      ];
      print(common, result, lines.length > 0 ? lines : [`没有可${words.what}的文档`]);
    });
}

/** What makes an act of the purchaser count that so far only the supplier tells of. */
function proofHint(recorded: readonly { id: string; claimed: boolean }[]): string[] {
  const first = recorded.find(({ claimed }) => claimed);
  if (first === undefined) return [];
  return [
    `下一步：没有采购人签字的扫描件，不计为采购人的行为；附上后即计入：opsledger attach ${first.id} 扫描件 --signed`,
  ];
}

function deliveryRequest(
  action: DeliveryAction,
  documents: string[],
  options: Record<string, unknown>,
  { now }: Shared,
): DeliveryRequest {
  const month = options.month === undefined ? undefined : String(options.month);
  if (month !== undefined && !/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) {
    throw new UserError('月份格式不对', { at: '--month', found: month, expected: '例如 2026-11' });
  }
  return {
    action,
    documents,
    person: String(options.by),
    now,
    ...(month === undefined ? {} : { month }),
    ...(options.obligation === undefined ? {} : { obligations: options.obligation as string[] }),
    ...(options.via === undefined ? {} : { via: String(options.via) }),
    ...(options.reason === undefined ? {} : { reason: String(options.reason) }),
    ...facts(options),
  };
}

const facts = (options: Record<string, unknown>) => ({
  ...(options.time === undefined ? {} : { happenedAt: parseAt(String(options.time)) }),
  ...(options.scan === undefined ? {} : { scans: (options.scan as string[]).map(typedPath) }),
});

const sides: Record<string, WaiveRequest['side']> = { 采购人: 'purchaser', 双方: 'both' };

function waiveCommand(program: Command): void {
  sharedOptions(
    program
      .command('waive')
      .argument('<交付物>', '交付物编号，如 recovery-drill')
      .argument('<期次...>', '一期或几期，如 2026-11-24'),
  )
    .description('登记豁免：采购人同意某几期不交，写明谁批准、为什么')
    .requiredOption('--by <姓名>', '批准人')
    .requiredOption('--reason <原因>', '豁免原因')
    .option('--side <批准方>', '采购人 或 双方', '采购人')
    .option('--document <名称>', '批准文件，如 2026-11-23 工作联系单')
    .option('--time <时间>', '批准时间，事后登记时写；默认现在')
    .option('--scan <文件...>', '批准文件扫描件')
    .addHelpText('after', '\n示例：\n  opsledger waive inspection-log 2026-11-24 --by 姓名 --reason 机房整体停电检修')
    .action(async (obligation: string, periods: string[], options: Record<string, unknown>) => {
      const common = shared(options);
      const side = sides[String(options.side)];
      if (side === undefined) {
        throw new UserError('批准方不对', { at: '--side', found: String(options.side), expected: '采购人 或 双方' });
      }
      const request: WaiveRequest = {
        obligation,
        periods,
        person: String(options.by),
        reason: String(options.reason),
        side,
        now: common.now,
        ...(options.document === undefined ? {} : { document: String(options.document) }),
        ...facts(options),
      };
      const { waive } = await import('../pipeline/signoff/waive.ts');
      const result = await withSession(common, (session) => waive(session, request));
      print(common, result, [
        ...result.recorded.map(
          (one) => `已登记豁免${one.claimed ? `说明，${CLAIMED}：` : ' '}${obligation} ${one.period}（${one.id}）`,
        ),
        ...proofHint(result.recorded),
        ...result.unchanged.map((period) => `先前已豁免 ${obligation} ${period}`),
      ]);
    });
}
