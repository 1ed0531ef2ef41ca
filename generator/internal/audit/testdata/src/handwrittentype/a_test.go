package handwrittentype

const wire = "https://shop.example/problems/not_found"
