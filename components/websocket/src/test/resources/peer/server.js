import { WebSocketServer } from 'ws';

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: true }, () =>
  console.log(`listening on ${server.address().port}`),
);

// A request says by 'do' what becomes of it; anything else is sent back as it came. Options of a route are text, also numbers.
server.on('connection', (socket, handshake) => {
  socket.on('error', () => {});
  socket.on('message', (data, binary) => {
    const request = binary ? {} : parsed(data);
    switch (request.do) {
      case 'count':
        for (let n = 1; n <= request.to; n++) {
          socket.send(JSON.stringify({ n }));
        }
        break;
      case 'late':
        setTimeout(() => socket.send(JSON.stringify(request)), request.wait);
        break;
      case 'handshake':
        socket.send(JSON.stringify({ ...request, path: handshake.url, headers: handshake.headers }));
        break;
      case 'ping':
        socket.once('pong', (answer) => socket.send(JSON.stringify({ ...request, pong: answer.toString() })));
        socket.ping(request.text);
        break;
      case 'close':
        socket.close(Number(request.code), request.reason);
        break;
      case 'vanish':
        socket.terminate();
        break;
      default:
        socket.send(data, { binary });
    }
  });
});
process.stdin.resume().on('end', () => process.exit());

function parsed(data) {
  try {
    return JSON.parse(data) ?? {};
  } catch {
    return {};
  }
}
