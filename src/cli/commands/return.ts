import type { Command } from 'commander';
import { deliveryCommand } from '../delivery.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'return', group: '送达、签收、退回、豁免', order: 630, add: returnCommand });

/** `return [DOCUMENT…] --by NAME` */
function returnCommand(program: Command): void {
  deliveryCommand(program, 'return', {
    what: '退回',
    text: '登记退回：写明原因；修订后成为下一版。只有已送达的文档才能退回，未送达的先用 deliver 登记',
    by: '退回人（⟦采购人⟧）',
    example: 'opsledger return HQSF-YB-202611-r1 --by 姓名 --reason 可用率未附明细',
  });
}
