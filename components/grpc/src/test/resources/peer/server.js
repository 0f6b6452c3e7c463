import grpc from '@grpc/grpc-js';
import protoLoader from '@grpc/proto-loader';
import { ReflectionService } from '@grpc/reflection';
import { HealthImplementation } from 'grpc-health-check';

// As text, because a number of JavaScript holds no more than 53 bits.
const packages = protoLoader.loadSync('orders.proto', { longs: String });
const order = (id) => ({ id: String(id), total: 2.5, state: 'OPEN', lines: [{ sku: 'A-7', quantity: 3 }], cash: true });

const server = new grpc.Server();
server.addService(grpc.loadPackageDefinition(packages).peer.Orders.service, {
  Get(call, done) {
    const id = BigInt(call.request.id);
    if (id < 0n) {
      const metadata = new grpc.Metadata();
      metadata.set('reason', 'negative');
      done({ code: grpc.status.NOT_FOUND, details: `no order ${id}`, metadata });
      return;
    }
    const metadata = new grpc.Metadata();
    metadata.set('tenant', call.metadata.get('tenant')[0] ?? 'none');
    call.sendMetadata(metadata);
    done(null, order(id));
  },
  async List(call) {
    for (let i = 0n; i < BigInt(call.request.count); i++) {
      if (!call.write(order(BigInt(call.request.first) + i))) {
        await new Promise((drained) => call.once('drain', drained));
      }
    }
    call.end();
  },
  Sum(call, done) {
    const sum = { total: 0, orders: 0 };
    call.on('data', ({ total }) => {
      sum.total += total;
      sum.orders++;
    });
    call.on('end', () => done(null, sum));
  },
  Echo(call) {
    call.on('data', (message) => call.write(message));
    call.on('end', () => call.end());
  },
});
new HealthImplementation({ '': 'SERVING', 'peer.Orders': 'NOT_SERVING' }).addToServer(server);
new ReflectionService(packages).addToServer(server);

server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (failure, port) => {
  if (failure) {
    throw failure;
  }
  console.log(`listening on ${port}`);
});
process.stdin.resume().on('end', () => process.exit());
