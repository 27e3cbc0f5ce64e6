import {visit, type DocumentNode, type GraphQLError} from 'graphql';

/*
 * Contradictions between Quiltt's documents that one schema cannot express. The stand-in accepts clients of either.
 */

/** The field that a `logo` with subfields is read from, because one field cannot be both a string and an object. */
export const logoImage = 'logoImage';

/**
 * Replaces `logo { … }` by the field above. The guide to updating connections selects `logo` as a string. Quiltt's page on
 * connections, and clients generated from its schemas, select `logo { url }`.
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
 * Whether a validation error is about a variable with a single feature where the schema has a list. The guide's table has
 * `features: ConnectionFeature!`, a single required value. But the name is a plural, the guide's example allows the whole
 * input to be null, and clients generated from a schema with the same names have an optional list. So the schema has an
 * optional list. GraphQL coerces a literal to a list, but not a variable with the type of the guide's table.
 */
export function isOneFeature({message}: GraphQLError): boolean {
  return /of type "ConnectionFeature!" used in position expecting type "\[ConnectionFeature!\]"/.test(message);
}
