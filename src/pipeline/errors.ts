/** The errors that are meant for a person; the command line prints their message and takes their exit code. */
export { UserError } from '../contract/error.ts';
