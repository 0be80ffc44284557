package org.srmap;

/** What an explainer file takes as its picture. */
public enum InputForm {
    /** float32 N x C x H x W, preprocessed as the metadata say. */
    TENSOR("tensor"),
    /** uint8 N x H x W x 3: red, green, blue of pictures that have the input's size; the rest is done in the graph. */
    RGB8("rgb8");

    private final String id;

    InputForm(String id) {
        this.id = id;
    }

    /** The name in metadata and on the command line. */
    public String id() {
        return id;
    }

    /**
     * The form of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static InputForm named(String name) {
        for (InputForm form : values()) {
            if (form.id.equals(name)) {
                return form;
            }
        }
        throw new IllegalArgumentException("no input form is called \"" + name + "\"; there are tensor and rgb8");
    }
}
