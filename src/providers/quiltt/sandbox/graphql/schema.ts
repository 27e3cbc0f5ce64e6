import {buildSchema, type GraphQLSchema} from 'graphql';
import {newFeatures, oldFeatures, providers, quilttStatuses} from '../connections.js';
import type {QuilttVariants} from '../variants.js';
import {logoImage} from './schema-conflicts.js';

type Generation = QuilttVariants['schema'];

/**
 * The part of Quiltt's schema that repairs need, in one of its generations. The old one is from the guide to updating
 * connections. The new one is known from clients generated from it.
 */
export function schemaOf(generation: Generation): GraphQLSchema {
  const made = schemas.get(generation) ?? buildSchema(definitions(generation));
  schemas.set(generation, made);
  return made;
}

const schemas = new Map<Generation, GraphQLSchema>();

/**
 * The type's name, then its other names. The guide has ConnectionType in tables and Connection in its text. Later schemas
 * have Connection.
 */
const connectionNames = {
  old: ['ConnectionType', 'Connection'],
  new: ['Connection'],
  both: ['ConnectionType', 'Connection'],
} as const;

/** The type's name, then its other names. */
const plaidErrorNames = {
  old: ['PlaidAPIError'],
  new: ['PlaidMutationError'],
  both: ['PlaidAPIError', 'PlaidMutationError'],
} as const;

const plaidErrorFields = 'code: String displayMessage: String message: String requestId: String type: String';

const connectionFields = `
  id: ID!
  status: ConnectionStatus!
  provider: ConnectionProvider!
  institution: Institution!
  accounts: [Account!]!
  features: [ConnectionFeature!]!
  metadata: JSON
  oauth: Boolean
  externallyManaged: Boolean!
`;

/** A type with its other names as interfaces, so that fragments on any of its names are valid. */
function objectType(name: string, otherNames: readonly string[], fields: string): string {
  const interfaces = otherNames.map(other => `interface ${other} { ${fields} }`);
  const implemented = otherNames.length > 0 ? `implements ${otherNames.join(' & ')}` : '';
  return [...interfaces, `type ${name} ${implemented} { ${fields} }`].join('\n');
}

function definitions(generation: Generation): string {
  const old = generation !== 'new';
  const recent = generation !== 'old';
  const features = [...(old ? oldFeatures : []), ...(recent ? newFeatures : [])];
  const featureFields = [
    // A single required value in the guide's table. `isOneFeature` has the reason for the list.
    old ? 'features: [ConnectionFeature!]' : '',
    // With both generations, neither field can be required.
    recent ? `featuresRequired: [ConnectionFeature!]${old ? '' : '!'}` : '',
    recent ? 'featuresOptional: [ConnectionFeature!]' : '',
  ].join('\n');
  const sessionFields = [
    old ? 'connectorStatus: ConnectorStatus!\nconnectorToken: String' : '',
    recent ? 'status: ConnectorStatus!\ntoken: String' : '',
  ].join('\n');
  // The old schema lets an input be null, as the guide's own documents do.
  const required = old ? '' : '!';
  const tokenField = {
    old: 'connectorToken: String!',
    new: 'token: String!',
    both: 'connectorToken: String\ntoken: String',
  };
  const metadataOfClose = old && !recent ? 'metadata: JSON!' : 'metadata: JSON';
  const logo = {
    old: 'logo: String',
    new: 'logo: Image',
    both: `logo: String ${logoImage}: Image @deprecated(reason: "A logo with subfields is read from this field.")`,
  };
  const [connection, ...connectionToo] = connectionNames[generation];
  const [plaidError, ...plaidErrorToo] = plaidErrorNames[generation];
  return `
    scalar JSON
    scalar DateTime
    scalar URL

    enum ConnectionStatus { ${Object.keys(quilttStatuses).join(' ')} }
    enum ConnectionProvider { ${providers.join(' ')} }
    enum ConnectionFeature { ${features.join(' ')} }
    "The oldest documents only have the first two."
    enum ConnectorStatus { CONTINUE ACTION_REQUIRED WAIT ABORT }

    ${recent ? 'type Image { url: URL }' : ''}
    type Institution { name: String! ${logo[generation]} }
    type Account { id: ID! name: String! mask: String type: String }
    ${objectType(connection, connectionToo, connectionFields)}

    type Error { message: String path: [String!] }
    ${objectType(plaidError, plaidErrorToo, plaidErrorFields)}
    ${
      // Only the guide to updating connections has a code, in its part on Plaid. Clients of later schemas have none.
      `type MxMutationError { ${generation === 'both' ? 'code: String ' : ''}message: String status: String type: String }`
    }

    input ConnectionFilter {
      metadata: JSON
      provider: [ConnectionProvider!]
      status: [ConnectionStatus!]
      status_not: [ConnectionStatus!]
    }

    input ConnectionSimulateErrorInput { clientMutationId: String id: ID! }
    type ConnectionSimulateErrorPayload {
      clientMutationId: String errors: [Error!] record: ${connection} success: Boolean!
    }
    input ConnectionUpdateInput { clientMutationId: String id: ID! metadata: JSON }
    type ConnectionUpdatePayload { clientMutationId: String errors: [Error!] record: ${connection} success: Boolean! }

    input PlaidDepositoryFilter { accountSubtypes: [String!] }
    input PlaidLinkTokenAccountFilters {
      credit: PlaidDepositoryFilter
      depository: PlaidDepositoryFilter
      investment: PlaidDepositoryFilter
      loan: PlaidDepositoryFilter
    }
    input PlaidLinkTokenCreateRequestAuth {
      authTypeSelectEnabled: Boolean
      automatedMicrodepositsEnabled: Boolean
      flowType: String
      instantMatchEnabled: Boolean
      sameDayMicrodepositsEnabled: Boolean
    }
    input PlaidLinkTokenCreateRequestUpdate { accountSelectionEnabled: Boolean }
    input PlaidLinkTokenEUConfig { headless: Boolean }
    input PlaidInstitutionData { routingNumber: String }
    input PlaidTransactions { daysRequested: Int }

    input ConnectorPlaidInitializeInput {
      accountFilters: PlaidLinkTokenAccountFilters
      androidPackageName: String
      auth: PlaidLinkTokenCreateRequestAuth
      clientMutationId: String
      clientName: String
      connectionId: ID
      countryCodes: [String!]
      ${old ? 'euConfig: PlaidLinkTokenEUConfig' : ''}
      ${featureFields}
      ${recent ? 'institutionData: PlaidInstitutionData' : ''}
      language: String
      linkCustomizationName: String
      ${recent ? 'optionalProducts: [String!]\nportalsProviderId: ID' : ''}
      products: [String!]
      ${recent ? 'redirectUri: String\ntransactions: PlaidTransactions' : ''}
      update: PlaidLinkTokenCreateRequestUpdate
    }
    type PlaidConnector {
      ${sessionFields}
      expiration: DateTime
      ${recent ? 'hostedLinkUrl: String' : ''}
      linkToken: String
      requestId: String
    }
    type ConnectorPlaidInitializePayload {
      clientMutationId: String errors: [${plaidError}!] record: PlaidConnector success: Boolean!
    }
    input ConnectorPlaidCloseInput {
      clientMutationId: String
      ${tokenField[generation]}
      ${metadataOfClose}
      publicToken: String!
    }
    type ConnectorPlaidClosePayload {
      clientMutationId: String errors: [${plaidError}!] record: ${connection} success: Boolean!
    }

    input ConnectorMxInitializeInput {
      clientMutationId: String
      clientRedirectUrl: String
      colorScheme: String
      connectionId: ID
      disableBackgroundAgg: Boolean
      ${featureFields}
      includeTransactions: Boolean
      isMobileWebview: Boolean
      oauthReferralSource: String
      ${recent ? 'portalsProviderId: ID\nredirectUri: String' : ''}
      uiMessageWebviewUrlScheme: String
    }
    type MxConnector {
      ${sessionFields}
      ${old ? 'type: String' : ''}
      url: String
    }
    type ConnectorMxInitializePayload {
      clientMutationId: String errors: [MxMutationError!] record: MxConnector success: Boolean!
    }
    input ConnectorMxCloseInput {
      clientMutationId: String
      ${tokenField[generation]}
      metadata: JSON!
    }
    type ConnectorMxClosePayload {
      clientMutationId: String errors: [MxMutationError!] record: ${connection} success: Boolean!
    }

    type Query {
      connection(id: ID!): ${connection}
      connections(filter: ConnectionFilter): [${connection}!]!
    }
    type Mutation {
      connectionSimulateError(input: ConnectionSimulateErrorInput!): ConnectionSimulateErrorPayload
      connectionUpdate(input: ConnectionUpdateInput!): ConnectionUpdatePayload
      connectorPlaidInitialize(input: ConnectorPlaidInitializeInput${required}): ConnectorPlaidInitializePayload
      connectorPlaidClose(input: ConnectorPlaidCloseInput${required}): ConnectorPlaidClosePayload
      connectorMxInitialize(input: ConnectorMxInitializeInput${required}): ConnectorMxInitializePayload
      connectorMxClose(input: ConnectorMxCloseInput${required}): ConnectorMxClosePayload
    }
    type ConnectionSyncedPayload { connection: ${connection} }
    type Subscription {
      connectionSynced(connectionId: ID): ConnectionSyncedPayload
    }
  `;
}
