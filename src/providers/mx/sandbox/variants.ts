import type {VariantTable, VariantValues} from '../../../sandbox/variants.js';

/** Where MX's behaviour is uncertain, differs between versions, or is told in two ways. */
export const mxVariants = {
  typeNames: {
    default: 'documented',
    choices: ['documented', 'lower-case'],
    description: 'How the types of the widget’s messages are written; both spellings are met.',
  },
  messages: {
    default: 'object',
    choices: ['object', 'string'],
    description: 'The messages of version 4 as objects, or as JSON text, which is how older versions come.',
  },
  successMessages: {
    default: 'all',
    choices: ['all', 'without-member-connected', 'none'],
    description:
      'What the widget says of a success: memberConnected and, on “Done”, connected/primaryAction; only the latter; ' +
      'or neither, so that “Done” looks like giving up.',
  },
  primaryAction: {
    default: 'pressed',
    choices: ['pressed', 'by-itself'],
    description: 'Whether connected/primaryAction and backToSearch wait for the person to press “Done”.',
  },
  memberAfterOAuth: {
    default: 'same',
    choices: ['same', 'new-old-gone', 'new-old-stays'],
    description: 'An OAuth repair mends the member, or ends at a new one; the old one then is gone, or stays broken.',
  },
  usedUrl: {
    default: 'silent',
    choices: ['silent', 'load-only', 'not-found'],
    description:
      'What a used or expired URL shows: a page that says so and sends nothing, one that sends mx/load and no more, ' +
      'or a 404.',
  },
  connectingSeconds: {
    default: 1,
    max: 86_400,
    description:
      'How long the widget connects after the sign-in, in seconds of the sandbox’s clock; over 60 it says so.',
  },
  statusLagSeconds: {
    default: 0,
    max: 86_400,
    description: 'How much later than the widget the API knows of a repair, in seconds of the sandbox’s clock.',
  },
  connectedWebhook: {
    default: false,
    description: 'CONNECTED is told by a CONNECTION_STATUS webhook too; MX’s list does not have it.',
  },
} as const satisfies VariantTable;

export type MxVariants = VariantValues<typeof mxVariants>;
