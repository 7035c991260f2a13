/** Errors as they cross from one process to another: a message for a person stays one. */
import { EnvironmentError, type Place, UserError } from '../../contract/error.ts';

/** With `place` a message to a person, without it a fault of the program. */
export interface FailureTold {
  message: string;
  place?: Place;
  exitCode?: 2 | 3;
}

export const toldOf = (error: unknown): FailureTold =>
  error instanceof UserError
    ? { message: error.summary, place: error.place, exitCode: error instanceof EnvironmentError ? 3 : 2 }
    : { message: error instanceof Error ? (error.stack ?? error.message) : String(error) };

export function errorOf({ message, place, exitCode }: FailureTold): Error {
  if (place === undefined) return new Error(message);
  return exitCode === 3 ? new EnvironmentError(message, place) : new UserError(message, place);
}
