import jsonServer from 'json-server';

// The data stay in memory: each start begins with the same ones.
const articles = Array.from({ length: 345 }, (none, index) => ({
  id: index + 1,
  name: `Article ${index + 1}`,
  kind: index % 3 === 0 ? 'tea' : 'coffee',
}));

const server = jsonServer.create();
server.use(jsonServer.defaults({ logger: false }));
server.use(jsonServer.bodyParser);
server.use(jsonServer.router({ articles }));

const listening = server.listen(0, '127.0.0.1', () => console.log(`listening on ${listening.address().port}`));
process.stdin.resume().on('end', () => process.exit());
