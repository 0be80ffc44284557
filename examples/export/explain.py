# pip install onnxruntime pillow; explainer.onnx: srmap export MODEL --input-form rgb8 --outputs logits,heat
import json, numpy as np, onnxruntime as ort
from PIL import Image

session = ort.InferenceSession("explainer.onnx")
info = json.loads(session.get_modelmeta().custom_metadata_map["srmap.explainer"])
_, height, width, _ = session.get_inputs()[0].shape
photo = Image.open("photo.png").convert("RGB")
short = info["input"]["preprocessing"]["resize"]  # of the shorter side, or [height, width]
size = short[::-1] if isinstance(short, list) else [short * s // min(photo.size) for s in photo.size]
left, top = round((size[0] - width) / 2), round((size[1] - height) / 2)
photo = photo.resize(size, Image.BILINEAR).crop((left, top, left + width, top + height))
feeds = {"input": np.asarray(photo)[None], "target": np.array([-1], np.int64)}  # -1: the best class
logits, heat = session.run(["logits", "heat"], feeds)
print(info["labels"][logits[0].argmax()], logits[0].max())
Image.fromarray(np.uint8(255 * heat[0].clip(0, 1))).save("heat.png")  # what speaks for the class
