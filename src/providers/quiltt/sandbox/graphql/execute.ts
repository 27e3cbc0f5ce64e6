import {
  execute,
  getOperationAST,
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type ExecutionResult,
  type OperationDefinitionNode,
} from 'graphql';
import {isRecord} from '../../../../sandbox/json.js';
import {graphqlError} from '../errors.js';
import type {QuilttState} from '../state.js';
import {isOneFeature, withLogoImages} from './schema-conflicts.js';
import type {Context} from './resolvers.js';
import {schemaOf} from './schema.js';

/** A valid operation. */
export interface Operation {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Executes operations on the schema of the variant `schema`. */
export class Executor {
  readonly #state: QuilttState;
  readonly #rootValue: Readonly<Record<string, unknown>>;

  constructor(state: QuilttState, rootValue: Readonly<Record<string, unknown>>) {
    this.#state = state;
    this.#rootValue = rootValue;
  }

  /** Parses and validates a request. Returns the operation or the errors in GraphQL's format. */
  prepare(request: unknown): Operation | {errors: readonly GraphQLError[]} {
    const {query, variables, operationName} = isRecord(request) ? request : {};
    if (typeof query !== 'string') return {errors: [inputError('A query is required.')]};
    try {
      const document = this.#parse(query);
      const errors = validate(this.#schema(), document, this.#rules()).filter(error => !this.#isTolerated(error));
      if (errors.length > 0) return {errors: errors.map(error => coded(error, 'GRAPHQL_VALIDATION_FAILED'))};
      const definition = getOperationAST(document, typeof operationName === 'string' ? operationName : null);
      if (!definition) return {errors: [inputError('The operation to execute is ambiguous or unknown.')]};
      return {document, definition, variables: isRecord(variables) ? variables : {}};
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      return {errors: [coded(error, 'GRAPHQL_PARSE_FAILED')]};
    }
  }

  /** Executes an operation. A subscription is executed once, for the event in the context. */
  async execute({document, definition, variables}: Operation, context: Context): Promise<ExecutionResult> {
    return execute({
      schema: this.#schema(),
      document,
      rootValue: this.#rootValue,
      contextValue: context,
      variableValues: variables,
      operationName: definition.name?.value ?? null,
    });
  }

  #parse(query: string): DocumentNode {
    const document = parse(query);
    return this.#state.variants().schema === 'both' ? withLogoImages(document) : document;
  }

  #isTolerated(error: GraphQLError): boolean {
    return this.#state.variants().schema !== 'new' && isOneFeature(error);
  }

  #rules() {
    return this.#state.variants().introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
  }

  #schema() {
    return schemaOf(this.#state.variants().schema);
  }
}

function inputError(message: string): GraphQLError {
  return graphqlError('BAD_USER_INPUT', message, 'Send query, variables and operationName as JSON.');
}

function coded(error: GraphQLError, code: string): GraphQLError {
  const {extensions} = graphqlError(code, error.message, 'Compare the document with the schema.');
  return new GraphQLError(error.message, {nodes: error.nodes ?? [], extensions});
}
