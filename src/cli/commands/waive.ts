import type { Command } from 'commander';
import { UserError } from '../../contract/error.ts';
import type { WaiveRequest } from '../../pipeline/signoff/waive.ts';
import { CLAIMED } from '../../wording/words.ts';
import { print, say, shared, sharedOptions, withSession } from '../context.ts';
import { actFacts, proofHint } from '../delivery.ts';
import { said } from '../said.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'waive', group: '送达、签收、退回、豁免', order: 640, add: waiveCommand });

const sides: Record<string, WaiveRequest['side']> = { 采购人: 'purchaser', 双方: 'both' };

/** In the word of the contract, once it is open, or in the plain one; without one the purchaser. */
function sideOf(given: unknown): WaiveRequest['side'] {
  const word = given === undefined ? '采购人' : String(given);
  const side = word === said('⟦采购人⟧') ? 'purchaser' : sides[word];
  if (side === undefined)
    throw new UserError('批准方不对', { at: '--side', found: word, expected: '⟦采购人⟧ 或 双方' });
  return side;
}

/** `waive OBLIGATION PERIOD… --by NAME --reason TEXT` */
function waiveCommand(program: Command): void {
  sharedOptions(
    program
      .command('waive')
      .argument('<交付物>', '交付物编号，如 recovery-drill')
      .argument('<期次...>', '一期或几期，如 2026-11-24'),
  )
    .description('登记豁免：⟦采购人⟧同意某几期不交，写明谁批准、为什么')
    .requiredOption('--by <姓名>', '批准人')
    .requiredOption('--reason <原因>', '豁免原因')
    .option('--side <批准方>', '⟦采购人⟧ 或 双方，默认 ⟦采购人⟧')
    .option('--document <名称>', '批准文件，如 2026-11-23 工作联系单')
    .option('--time <时间>', '批准时间，事后登记时写；默认现在')
    .option('--scan <文件...>', '批准文件扫描件')
    .addHelpText('after', '\n示例：\n  opsledger waive inspection-log 2026-11-24 --by 姓名 --reason 机房整体停电检修')
    .action(async (obligation: string, periods: string[], options: Record<string, unknown>) => {
      const common = shared(options);
      const request: Omit<WaiveRequest, 'side'> = {
        obligation,
        periods,
        person: String(options.by),
        reason: String(options.reason),
        now: common.now,
        ...(options.document === undefined ? {} : { document: String(options.document) }),
        ...actFacts(options),
      };
      const { waive } = await import('../../pipeline/signoff/waive.ts');
      const result = await withSession(common, (session) => waive(session, { ...request, side: sideOf(options.side) }));
      for (const notice of result.notices) say(`注意：${notice}`);
      print(common, result, [
        ...result.recorded.map(
          (one) => `已登记豁免${one.claimed ? `说明，${CLAIMED}：` : ' '}${obligation} ${one.period}（${one.id}）`,
        ),
        ...proofHint(result.recorded),
        ...result.unchanged.map((period) => `先前已豁免 ${obligation} ${period}`),
      ]);
    });
}
