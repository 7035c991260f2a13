import type { Command } from 'commander';
import { deliveryCommand } from '../delivery.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'receive', group: '送达、签收、退回、豁免', order: 620, add: receiveCommand });

/** `receive [DOCUMENT…] --by NAME` */
function receiveCommand(program: Command): void {
  deliveryCommand(program, 'receive', {
    what: '签收',
    text: '登记签收：⟦采购人⟧收下并签字。只有已送达的文档才能签收，未送达的先用 deliver 登记',
    by: '签收人（⟦采购人⟧）',
    example:
      'opsledger receive --sheet HQSF-SD-202611-r1 --by 姓名 --scan 签收单.pdf --handed-by 姓名\n  opsledger receive --month 2026-11 --by 姓名 --scan 签收单.pdf',
    bySheet: true,
  });
}
