import type {VariantTable, VariantValues} from '../../../sandbox/variants.js';

/** Behaviour of MX that is uncertain, differs between versions, or is documented in contradictory ways. */
export const mxVariants = {
  typeNames: {
    default: 'documented',
    choices: ['documented', 'lower-case'],
    description: 'The spelling of message types. Both spellings occur.',
  },
  messages: {
    default: 'object',
    choices: ['object', 'string'],
    description: 'Whether messages of version 4 are objects or JSON strings. Older versions are always JSON strings.',
  },
  messageVersion: {
    default: 'requested',
    choices: ['requested', '2', '3'],
    description:
      'The version of the messages: that of the request, in ui_message_version, or an older one whatever was requested. ' +
      'Before version 4 the widget only posts load, ping, mxConnect:widgetLoaded and mxConnect:memberAdded.',
  },
  successMessages: {
    default: 'all',
    choices: ['all', 'without-member-connected', 'none'],
    description:
      'The messages after a success: memberConnected and, on “Done”, connected/primaryAction; only the latter; or ' +
      'neither, which makes “Done” look like a cancel.',
  },
  primaryAction: {
    default: 'pressed',
    choices: ['pressed', 'by-itself'],
    description: 'Whether connected/primaryAction and backToSearch are posted on “Done” or without it.',
  },
  memberAfterOAuth: {
    default: 'same',
    choices: ['same', 'new-old-gone', 'new-old-stays'],
    description:
      'An OAuth repair ends at the same member or at a new one. The old member is then deleted or stays broken.',
  },
  memberError: {
    default: false,
    description:
      'Members in the API also have error.error_code, as the widget’s public source reads it. The API’s descriptions only ' +
      'have most_recent_job_detail_code.',
  },
  usedUrl: {
    default: 'silent',
    choices: ['silent', 'load-only', 'not-found'],
    description:
      'The response at a used or expired URL: a page without messages, a page that only posts mx/load, or a 404.',
  },
  connectingSeconds: {
    default: 1,
    max: 86_400,
    description:
      'How long the widget connects after the sign-in, in seconds of the sandbox’s clock. After 60 it posts timeOut.',
  },
  statusLagSeconds: {
    default: 0,
    max: 86_400,
    description: 'The delay between the widget’s success and the API’s status, in seconds of the sandbox’s clock.',
  },
  connectedWebhook: {
    default: false,
    description: 'CONNECTED also sends a CONNECTION_STATUS webhook. It is not in MX’s list.',
  },
} as const satisfies VariantTable;

export type MxVariants = VariantValues<typeof mxVariants>;
