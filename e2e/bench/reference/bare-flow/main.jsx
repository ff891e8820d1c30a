// As many bare React Flow nodes as the address asks for (`?nodes=300`), as the library's first example draws them: what our page is measured beside.
import '@xyflow/react/dist/style.css';
import { ReactFlow, useNodesState } from '@xyflow/react';
import { useEffect } from 'react';
import { createRoot } from 'react-dom/client';

const count = Number(new URLSearchParams(location.search).get('nodes'));
const columns = Math.ceil(Math.sqrt(count * 1.6));
const first = Array.from({ length: count }, (_, index) => ({ id: `n${index}`, position: { x: (index % columns) * 230, y: Math.floor(index / columns) * 106 }, data: { label: `decky-${index}` } }));
const EDGES = [];

function Page() {
  const [nodes, setNodes, onNodesChange] = useNodesState(first);
  useEffect(() => {
    // The bench changes some of them: `ids` get another label.
    window.benchTouch = (numbers, word) => {
      const ids = new Set(numbers.map((number) => `n${number}`));
      setNodes((now) => now.map((node) => (ids.has(node.id) ? { ...node, data: { label: `${node.id} ${word}` } } : node)));
    };
  }, [setNodes]);
  return <ReactFlow nodes={nodes} edges={EDGES} onNodesChange={onNodesChange} fitView minZoom={0.04} />;
}

createRoot(document.getElementById('root')).render(<Page />);
