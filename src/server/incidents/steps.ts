/** What a button of an incident asks for, from its form. */
import { UserError } from '../../contract/error.ts';
import type { AskedStep } from '../../desk/incident-calls.ts';
import type { IncidentChoices } from '../../desk/incident-lists.ts';
import type { FormValues } from '../../forms/form-values.ts';
import { type TimedStep, timedSteps } from '../../subjects/incidents/judge/steps.ts';
import { pauseReasons } from '../../subjects/incidents/kinds/incident/choices.ts';

/** Ways of asking the purchaser by word of mouth. */
export const confirmWays = ['电话', '当面', '即时消息', '邮件'] as const;

/** @param step last part of the address. @throws UserError naming what is missing */
export function askedStep(step: string, form: FormValues, levels: IncidentChoices['levels']): AskedStep {
  const time = { at: form.text('at'), reason: form.text('why') };
  if (isTimed(step)) return { step, ...time, ...given({ result: form.text('result') }) };
  switch (step) {
    case 'confirm': {
      const [confirmer, how, evidence] = required(
        form,
        ['confirmer', '与谁确认'],
        ['how', '方式'],
        ['evidence', '依据'],
      );
      return { step, ...time, confirmer, how, evidence };
    }
    case 'level': {
      const [level, basis] = required(form, ['level', '级别'], ['basis', '定级原因']);
      const word = levels.find(({ id }) => id === level)?.name ?? level;
      return { step, ...time, level, word, basis, ...given({ confirmedBy: form.text('confirmedBy') }) };
    }
    case 'pause': {
      const [cause] = required(form, ['cause', '暂停原因']);
      if (!isPauseReason(cause)) throw missing('暂停原因', cause);
      return { step, ...time, cause, ...given({ detail: form.text('detail'), evidence: form.text('evidence') }) };
    }
    case 'resume':
      return { step, ...time };
    case 'notice': {
      const [to] = required(form, ['to', '通报对象']);
      return { step, ...time, to, ...given({ way: form.text('way'), text: form.text('text') }) };
    }
    case 'note': {
      const [action] = required(form, ['action', '操作']);
      return { step, ...time, action, ...given({ result: form.text('result') }) };
    }
    default:
      throw new UserError('没有这一步', { found: step.slice(0, 40), expected: '故障页面上的按钮' });
  }
}

/** @param what of the purchaser's own acts: `restored`, `level`, `pause` */
export function vouchingStep(what: string, form: FormValues): AskedStep {
  if (what === 'restored') {
    const choice = form.text('choice');
    const at = choice === 'now' ? '' : choice === 'other' ? form.text('at') : choice;
    return { step: 'vouch-restored', at, reason: form.text('why') };
  }
  if (what === 'level' || what === 'pause') {
    return { step: `vouch-${what}`, row: form.text('row'), at: '', reason: '' };
  }
  throw new UserError('没有这一步', { found: what.slice(0, 40), expected: '故障页面上的按钮' });
}

const isTimed = (step: string): step is TimedStep => Object.hasOwn(timedSteps, step);

const isPauseReason = (cause: string): cause is keyof typeof pauseReasons => Object.hasOwn(pauseReasons, cause);

const given = (values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));

/** The values of fields that must be there. @throws UserError naming all that are missing */
function required<const N extends readonly (readonly [string, string])[]>(
  form: FormValues,
  ...fields: N
): { [K in keyof N]: string } {
  const empty = fields.filter(([name]) => form.text(name) === '').map(([, label]) => label);
  if (empty.length > 0) throw missing(empty.join('、'), '（缺少）');
  return fields.map(([name]) => form.text(name)) as { [K in keyof N]: string };
}

const missing = (at: string, found: string): UserError =>
  new UserError('还有没填的', { at, found, expected: '填写后再提交' });
