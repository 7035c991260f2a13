/** Who was on duty without a certificate that is known to be valid, at each post once a day; told beside the absences that the paper makes of it. Pure. */
import type { Attendance } from '../../subjects/attendance/judge/attendance.ts';
import {
  type CertifiedDuty,
  type LapsedShifts,
  lapsedShifts,
  shiftsOf,
} from '../../subjects/attendance/judge/certificates.ts';

/** true of a shift that stands in the day as one with nobody there, by this certificate. */
export const standsAbsent = ({ slots }: Attendance['days'][number], { asked, duty }: CertifiedDuty): boolean =>
  asked.asAbsent === true &&
  slots.some(({ records }) => records.some(({ id, state }) => id === duty.id && state === 'uncertified'));

/** Shifts for which one had run out, but those that are an absence already. */
export function lapsedBeside(attendance: Attendance, certified: readonly CertifiedDuty[]): LapsedShifts[] {
  const days = new Map(attendance.days.map((one) => [one.date, one]));
  const isTold = (one: CertifiedDuty): boolean => {
    const day = days.get(one.duty.date);
    return day !== undefined && standsAbsent(day, one);
  };
  return lapsedShifts(certified.filter((one) => !isTold(one)));
}

/** Shifts for which nothing shows one that was valid, nor one that had run out. */
export const unknownShifts = (certified: readonly CertifiedDuty[]): LapsedShifts[] => shiftsOf(certified, 'unknown');

export const lapsedText = ({ duties }: LapsedShifts): string =>
  `${duties
    .map(
      ({ duty, asked, certificate }) =>
        `${duty.person}的${asked.name}${certificate === null ? '' : `（${certificate.id}）已于 ${certificate.validUntil} `}到期`,
    )
    .join('；')}，仍在岗`;

export const unknownText = ({ duties, asked }: LapsedShifts): string =>
  `${duties.map(({ duty }) => duty.person).join('、')}在岗，没有登记${asked.name}，是否持证无从判断`;
