// npm install onnxruntime-web jimp; explainer.onnx: srmap export MODEL --input-form rgb8 --outputs logits,heat
import { readFile } from "node:fs/promises";
import { Jimp } from "jimp";
import * as ort from "onnxruntime-web";

const session = await ort.InferenceSession.create(await readFile("explainer.onnx"));
const [, h, w] = session.inputMetadata[0].shape;
const photo = (await Jimp.read("photo.png")).cover({ w, h }).bitmap.data; // RGBA
const input = new ort.Tensor("uint8", photo.filter((_, i) => i % 4 < 3), [1, h, w, 3]);
const target = new ort.Tensor("int64", [-1n], [1]); // -1: the best class
const { logits, heat } = await session.run({ input, target });
const best = logits.data.indexOf(Math.max(...logits.data));
const image = new Jimp({ width: w, height: h, color: 0x000000ff });
heat.data.forEach((v, i) => image.bitmap.data.fill(255 * Math.max(v, 0), 4 * i, 4 * i + 3));
await image.write("heat.png"); // what speaks for the class
console.log(best, logits.data[best]);
