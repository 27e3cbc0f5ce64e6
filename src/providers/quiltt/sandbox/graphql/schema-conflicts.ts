import {visit, type DocumentNode, type GraphQLError} from 'graphql';

/*
 * What Quiltt's documents say differently and one schema cannot say both ways: a client is taken by whichever it follows.
 */

/** What a logo with members is read from, beside `logo`: no field is a text for one client and an object for another. */
export const logoImage = 'logoImage';

/**
 * The guide to updating connections asks for `logo` as for a text; Quiltt's page on connections, and clients generated
 * from its schemas, ask for `logo { url }`.
 */
export function withLogoImages(document: DocumentNode): DocumentNode {
  return visit(document, {
    Field: node =>
      node.name.value === 'logo' && node.selectionSet
        ? {...node, alias: node.alias ?? node.name, name: {...node.name, value: logoImage}}
        : undefined,
  });
}

/**
 * Whether all that is wrong is a variable of one feature where several are taken. The guide's table has
 * `features: ConnectionFeature!`, one and required. Its name is a plural though, its example lets the whole input be null,
 * and clients generated from a schema with the same names have an optional list, so the schema has that. GraphQL takes
 * one value for a list by itself, but not from a variable declared as the table has it.
 */
export function isOneFeature({message}: GraphQLError): boolean {
  return /of type "ConnectionFeature!" used in position expecting type "\[ConnectionFeature!\]"/.test(message);
}
