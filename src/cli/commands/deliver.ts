import type { Command } from 'commander';
import { deliveryCommand } from '../delivery.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'deliver', group: '送达、签收、退回、豁免', order: 610, add: deliverCommand });

/** `deliver [DOCUMENT…] --by NAME` */
function deliverCommand(program: Command): void {
  deliveryCommand(program, 'deliver', {
    what: '送达',
    text: '登记送达：哪些文档、谁、何时、以什么方式交给⟦采购人⟧',
    by: '送达人',
    example: 'opsledger deliver HQSF-YB-202611-r1 HQSF-LS-202611-r1 --by 姓名 --via 现场递交',
  });
}
