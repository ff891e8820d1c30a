import { describeWith, freshSqlite, natsServer, unixBroker } from '@decnet/testing';
import { describeOutages } from './outages.js';

describe('two APIs and a broker', () => { describeOutages(freshSqlite, async () => unixBroker()); });
describeWith('nats', 'two APIs and NATS', (executable) => describeOutages(freshSqlite, () => natsServer(executable, 's3cret')));
