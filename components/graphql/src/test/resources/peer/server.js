import { createServer } from 'node:http';
import {
  GraphQLError,
  GraphQLInt,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
} from 'graphql';
import {
  connectionArgs,
  connectionDefinitions,
  connectionFromArray,
  fromGlobalId,
  globalIdField,
  mutationWithClientMutationId,
  nodeDefinitions,
} from 'graphql-relay';
import { useServer } from 'graphql-ws/use/ws';
import { createPubSub, createYoga } from 'graphql-yoga';
import { WebSocketServer } from 'ws';

const events = createPubSub();
const ships = Array.from({ length: 123 }, (none, index) => ({ type: 'Ship', key: index, name: `Ship ${index}` }));

const { nodeInterface, nodeField } = nodeDefinitions(
  (id) => ships[Number(fromGlobalId(id).id)],
  () => 'Ship',
);
const ship = new GraphQLObjectType({
  name: 'Ship',
  interfaces: [nodeInterface],
  fields: { id: globalIdField('Ship', ({ key }) => key), name: { type: GraphQLString } },
});
const { connectionType } = connectionDefinitions({ nodeType: ship });
const rebels = new GraphQLObjectType({
  name: 'Faction',
  fields: {
    ships: { type: connectionType, args: connectionArgs, resolve: (faction, args) => connectionFromArray(ships, args) },
    secret: {
      type: GraphQLString,
      resolve() {
        throw new GraphQLError('This is for rebels.', { extensions: { code: 'FORBIDDEN' } });
      },
    },
    broken: {
      type: GraphQLString,
      resolve() {
        throw new GraphQLError('The hyperdrive is broken.');
      },
    },
  },
});

const introduceShip = mutationWithClientMutationId({
  name: 'IntroduceShip',
  inputFields: { name: { type: new GraphQLNonNull(GraphQLString) } },
  outputFields: { ship: { type: ship } },
  mutateAndGetPayload({ name }) {
    const introduced = { type: 'Ship', key: ships.length, name };
    ships.push(introduced);
    events.publish('introduced', introduced);
    return { ship: introduced };
  },
});

const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      rebels: { type: rebels, resolve: () => ({}) },
      node: nodeField,
      listeners: { type: GraphQLInt, resolve: () => sockets.clients.size },
    },
  }),
  mutation: new GraphQLObjectType({
    name: 'Mutation',
    fields: {
      introduceShip,
      hangUp: {
        type: GraphQLInt,
        resolve: () => [...sockets.clients].map((socket) => socket.close(1012, 'Service restart')).length,
      },
    },
  }),
  subscription: new GraphQLObjectType({
    name: 'Subscription',
    fields: {
      shipIntroduced: {
        type: ship,
        subscribe: () => events.subscribe('introduced'),
        resolve: (introduced) => introduced,
      },
      countdown: {
        type: GraphQLInt,
        args: { from: { type: new GraphQLNonNull(GraphQLInt) } },
        async *subscribe(root, { from }) {
          for (let i = from; i >= 0; i--) {
            yield i;
          }
        },
        resolve: (count) => count,
      },
    },
  }),
});

const server = createServer(createYoga({ schema, logging: false }));
const sockets = new WebSocketServer({ server, path: '/graphql' });
useServer({ schema }, sockets);
server.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`));
process.stdin.resume().on('end', () => process.exit());
