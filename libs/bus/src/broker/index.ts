export { Broker, type BrokerLog } from './broker.js';
