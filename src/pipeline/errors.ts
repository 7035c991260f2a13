/** What the command line says to a person itself: errors, whose exit code it takes, and the word that may have been meant. */
export { UserError } from '../contract/error.ts';
export { nearest } from '../contract/nearest.ts';
