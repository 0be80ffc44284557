# pip install onnxruntime pillow; explainer.onnx: srmap export MODEL --input-form rgb8 --outputs logits,heat
import json, numpy as np, onnxruntime as ort
from PIL import Image, ImageOps

session = ort.InferenceSession("explainer.onnx")
info = json.loads(session.get_modelmeta().custom_metadata_map["srmap.explainer"])
_, height, width, _ = session.get_inputs()[0].shape
photo = ImageOps.fit(Image.open("photo.png").convert("RGB"), (width, height), Image.BILINEAR)
feeds = {"input": np.asarray(photo)[None], "target": np.array([-1], np.int64)}  # -1: the best class
logits, heat = session.run(["logits", "heat"], feeds)
print(info["labels"][logits[0].argmax()], logits[0].max())
Image.fromarray(np.uint8(255 * heat[0].clip(0, 1))).save("heat.png")  # what speaks for the class
